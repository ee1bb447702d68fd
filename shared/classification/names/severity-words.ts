/** What a group of words adds to the two confidences, in steps of confidence (log-odds); 0 where it says nothing about one of them. */
export interface SeverityWords {
  /** Stable, the last part of a reason's code. */
  code: string;
  /** What the words speak of, for the analyst. */
  meaning: string;
  analytic: number;
  malice: number;
  /** Whether such a name may be Informational, and so out of the default lists. Not heard in a name that speaks of an attack as well. */
  hides?: true;
  phrases: string;
}

/** Groups of words in the names of detections. Our judgement; the definitions of the levels are those of Defender for Cloud. */
export const SEVERITY_WORDS: readonly SeverityWords[] = [
  {
    code: 'attack-tool',
    meaning: 'a tool made for attacks',
    analytic: 1.2,
    malice: 1.6,
    phrases:
      'safetykatz, sharpkatz, pypykatz, dcshadow, krbrelay*, ntlmrelay*, dfscoerce, spoolsample, whisker, roguepotato, sweetpotato, printspoofer, sharpersist, godzilla, mythic, nimplant, dnscat*, iodine, evilginx, hollowreaper, edrfreeze, backstab, defendercontrol, trufflesnout, pwdump*, fgdump, kekeo, deepce, traitor, hacktool, hack tool*, hacking tool*, attack tool*, attack toolkit*, exploitation toolkit*, mimikatz, cobalt strike, cobaltstrike, metasploit, meterpreter, impacket, bloodhound, sharphound, azurehound, rubeus, sliver, brute ratel, lazagne, responder, kerbrute, crackmapexec, netexec, microburst, powerzure, powersploit, powerview, nishang, evil winrm, koadic, havoc, covenant, poshc2, pupy, pwdump, secretsdump, hashcat, john the ripper, thc hydra, sqlmap, chisel, ligolo, certipy, certify, winpeas, linpeas, seatbelt, sharpup, juicypotato, godpotato, petitpotam, coercer, nanodump, dumpert, mimipenguin, wce, gsecdump, quarkspwdump, inveigh, sharp*, empire, silenttrinity, merlin, donut, dirkjanm, roadtools, aadinternals, pacu, peirates, wmiexec, smbexec, atexec, crackmap*, purplesharp, invisimole, adfind, rclone, xmrig, edrsilencer, edrsandblast, kdmapper, pchunter, process hacker, uacme, ntdsutil, dcsync, kali linux',
  },
  {
    code: 'malware',
    meaning: 'malicious software or a known threat actor',
    analytic: 0.9,
    malice: 1.6,
    phrases:
      'lazagne, formbook, bpfdoor, diamond sleet, forest blizzard, mustang panda, kimsuky, sandworm, equation group, muddywater, oilrig, winnti, blackcat, blackbyte, black basta, revil, maze, clop, hermetic*, whispergate, pikabot, latrodectus, lumma*, asyncrat, remcos, njrat, quasar*, nanocore, cactus, snake, goofy guineapig, small sieve, devil bait, coldsteel, rhadamanthys, vidar, xworm, adwind, chopper, godzilla, behinder, mirai, xmrig, kinsing, teamtnt, sleet, blizzard, typhoon, sandstorm, tempest, spider, panda, kitten, malware, malicious, ransom*, trojan*, backdoor*, rootkit*, bootkit*, webshell*, web shell*, botnet*, worm, spyware, keylogger*, rat, stealer*, infostealer*, implant*, wiper, virus, shellcode, exploit kit*, beacon*, apt, apt28, apt29, lazarus, fin7, turla, emotet, trickbot, qakbot, qbot, ryuk, conti, lockbit, wannacry, notpetya, petya, icedid, ursnif, dridex, hafnium, zinc, nobelium, solarwinds, sunburst, plugx, darkgate, raspberry robin, bumblebee, gootloader, socgholish, agenttesla, redline, threat actor*, campaign*, group activity, activity group, shai hulud, crypto min*, cryptomin*, cryptocurrency, coinminer*, coin min*, coinhive, digital currency, phish*',
  },
  {
    code: 'compromise',
    meaning: 'a compromise or the theft of credentials or data',
    analytic: 0.7,
    malice: 1.3,
    phrases:
      'rce, remote code execution, privilege escalation, malicious ip, decoy*, canary token*, honeytoken*, dead drop, escalated privileges, unauthori*, revoked, non privileged, dcshadow, sid history, skeleton, silent installation, uncommon location, suspicious location*, suspicious folder*, public folder*, temp folder*, users public, from temp*, compromis*, golden ticket, silver ticket, pass the hash, pass the ticket, overpass the hash, kerberoast*, credential dump*, credentials dump*, lsass + dump*, lsass memory, dump* + password*, password dump*, memory dump, hash dump*, exfil*, reverse shell, bind shell, hijack*, golden saml, stolen, steal, steals, stealing, container escape*, release agent, miner, miners, bitcoin, tor relay, tor client, successful brute force, reverse tunnel, followed by success*, theft, brute force + success*, spray* + success*, fail* + success*, success* + after, data leak*, takeover, process hollow*, process injection, remote thread, dll injection, ransom note, defac*, destructive, uac bypass, bypass uac, amsi bypass, skeleton key, ntds, shadow cop* + delet*, delet* + shadow cop*, wdigest, sekurlsa, kill chain, zerologon, nopac, eternalblue, log4shell, proxyshell, proxylogon, printnightmare, container escape, escape to host, backdoored, leaked, dangling dns, overly permissive, exposed secret*, plaintext, clear text, cleartext, sensitive mount, fileless',
  },
  {
    code: 'exploitation',
    meaning: 'the exploitation of a weakness',
    analytic: 0.5,
    malice: 0.9,
    phrases:
      'suspicious tld, suspicious tlds, suspicious top level domain*, renamed, threat*, shadow cop*, volume shadow, certutil, rdp, download* from, defense evasion, evasion, technique*, suspicious process*, suspicious download*, suspicious powershell, service install*, elevat*, commandline, exploit*, cve, vulnerabilit* + exploit*, zero day, sql injection, command injection, code injection, path traversal, deserialization, log4j, coerc*, relay, abus*, weaponi*, sideload*, spoof*, masquerad*, obfuscat*, tamper*, double extension, encoded, kill + process, lateral movement, persistence, autorun*, image file execution, com hijack*, dll hijack*, tor, anonymity network, suspicious ip',
  },
  {
    code: 'weakened-defence',
    meaning: 'protection or evidence taken away',
    analytic: 0.5,
    malice: 0.7,
    phrases:
      'immutab*, legal hold, delet* + policy, delet* + rule*, delet* + all, delet* + lock*, delet* + network, delet* + snapshot*, delet* + cluster*, mfa + chang*, sso + chang*, saml + chang*, policy + chang*, policy + modif*, settings + chang*, admin + assigned, admin role*, administrator role*, elevated, from anywhere, dlp, amsi + disabl*, suspended + user, stop* + instance*, disabl* + antivirus, disabl* + antimalware, disabl* + defender, antimalware disabled, disabl* + security, disabl* + log*, disabl* + audit*, disabl* + mfa, disabl* + protection*, disabl* + firewall, disabl* + event*, disabl* + amsi, disabl* + 2fa, disabl* + two, disabl* + sso, disabl* + password, disabl* + restriction*, disabl* + encryption, stop* + log*, stop* + security, cloudtrail + stop*, delet* + log*, delet* + trail, delet* + detector*, guardduty, exclusion*, code execution, mfa disabled, mfa bypass*, public + made, made public, public access, publicly accessible, publicly exposed, externally accessible, unauthenticated, anonymous, root login, root account, root user, root activity, super admin*, superadmin*, admin privilege*, global admin*, administrator access, password policy + disabled, backup + delet*, backup* disabl*, recovery + disabl*, uninstall* + sensor, uninstall* + agent, restricted, primary owner, break glass, impossible travel, token signing certificate*, diagnostic setting* + delet*, diagnostic setting* + remov*, audit log* + remov*, audit log* + destroy*, audit log* + deactivat*, audit log* + kill*, event log* + kill*, recorder stopped, recorder + delet*, domain admin*, enterprise admin*, privileged + added, privileged role*, master user*, unverified + consent, open to the world, open to the internet, open to world, trail deactivated',
  },
  {
    code: 'anomaly',
    meaning: 'something out of the ordinary, which has innocent explanations too',
    analytic: -0.3,
    malice: 0.25,
    phrases:
      'suspicious, suspiciously, suspected, unusual, unusually, anomal*, abnormal*, atypical, unfamiliar, unexpected, strange, spike, high volume, high number, high risk, risky, dormant',
  },
  {
    code: 'rarity',
    meaning: 'something merely new or rare',
    analytic: -0.6,
    malice: -0.8,
    phrases:
      'deviat*, rare, rarely, uncommon, unseen, first time, first seen, never seen, new ip*, new device, new event*, new character*, new request*, new status*, new query*, parameter combination, frequencies, entropy, out of expected range, unpopular, previously unknown',
  },
  {
    code: 'possibility',
    meaning: 'only a possibility',
    analytic: -0.4,
    malice: -0.1,
    phrases: 'possible, possibly, potential, potentially, may, might, likely, probable',
  },
  {
    code: 'attempt',
    meaning: 'an attempt, whose success is open',
    analytic: 0,
    malice: -0.3,
    phrases: 'attempt, attempts, attempted, attempting, trying, tried, probe, probing',
  },
  {
    code: 'failure',
    meaning: 'an attempt that failed',
    analytic: -0.1,
    malice: -1.4,
    phrases:
      'failed, failure, failures, fail, fails, unsuccessful, unsuccessfully, denied, rejected, forbidden, error, errors, invalid, not required',
  },
  {
    code: 'stopped',
    meaning: 'activity that was stopped',
    analytic: 0,
    malice: -1.6,
    phrases: 'blocked, prevented, quarantined, remediated, cleaned, mitigated, neutralized, removed malware',
  },
  {
    code: 'scan',
    meaning: 'someone who looks around',
    analytic: -0.1,
    malice: -0.7,
    phrases:
      'scan, scans, scanning, scanner, scanned, port scan*, lookup*, query, queries, queried, crawl*, fingerprint*, bot control, bad bot*, web bot*, view*',
  },
  {
    code: 'discovery',
    meaning: 'someone who learns how things are',
    analytic: -0.1,
    malice: -1,
    phrases:
      'enumerat*, discovery, discover*, reconnaissance, recon, listing, list + all, list bucket*, list user*, list role*, list secret*, list polic*, list key*, list account*, listed, whoami, systeminfo, nltest, net view, ipconfig, tasklist, hostname, describe*, information',
  },
  {
    code: 'control-plane',
    meaning: 'a change to a cloud or service, which its owners make as well',
    analytic: 0,
    malice: -0.3,
    phrases:
      'aws, amazon, gcp, google, github, gitlab, bitbucket, okta, onelogin, slack, zoom, box, snowflake, databricks, gsuite, workspace, security group*, route*',
  },
  {
    code: 'administration',
    meaning: 'what administrators do as well',
    analytic: 0,
    malice: -0.45,
    phrases:
      'new, created, creation, added, modified, modification, modify, changed, change, changes, updated, update, updates, enabled, registered, assigned, granted, invited, configured, configuration, installed, installation, install, connect, connected, started, restarted, deployed, generated, shared, downloaded, uploaded, exported, imported, transferred, renamed, reset, rotated, approved, suspended, activated, deactivated, promoted, removed, deleted, deletion',
  },
  {
    code: 'usage',
    meaning: 'the mere use of a tool or feature that has rightful uses',
    analytic: -0.2,
    malice: -0.6,
    phrases:
      'logged in, log in, logged on, accessed, accessing, loaded, connection, session, remote access tool, remote access software, rmm, teamviewer, anydesk, screenconnect, file sharing, vpn, network connection, login from, outbound',
  },
  {
    code: 'policy',
    meaning: 'a rule of the house, not an attack',
    analytic: 0,
    malice: -1.2,
    hides: true,
    phrases:
      'policy violation*, violat*, complian*, non compliant, noncompliant, policy + audited, adaptive application control*, corporate privacy, p2p, inappropriate, chat, games, hygiene, best practice*, not compliant, expired, expiring, expiration, deprecated, outdated, unsupported, unpatched, vulnerability, vulnerabilities, insecure, missing, without tags, approval',
  },
  {
    code: 'inventory',
    meaning: 'what happens in every healthy system',
    analytic: 0,
    malice: -3.4,
    hides: true,
    phrases:
      'authentication success*, login success*, successful login*, successful logon*, successful authentication, session opened, session closed, logged out, database update*, signature update*, agent started, agent disconnected, system started, agent heartbeat, keepalive, informational, test alert, sample alert, not a threat, base rule, health check*, selinux permission check, new dpkg, dpkg debian, ports status, new status, invalid checksum, started successfully, welcome, unable to match, invalid record, invalid handshake, gzip decompression, handshake failure, unsolicited response, dns + tld, error code*, error codes, level service, ids event, disk space, event queue, log rotated, time synchroni*',
  },
  {
    code: 'log-cleared',
    meaning: 'a cleared log, which may be housekeeping',
    analytic: 0.3,
    malice: -0.9,
    phrases: 'log* cleared, log* was cleared, event log* clear*, clear* + eventlog*, clear* log*',
  },
  {
    code: 'critical',
    meaning: 'an urgent finding in its own words',
    analytic: 0.5,
    malice: 0.9,
    phrases:
      'critical, severe, high severity, confirmed, known malicious, emergency, urgent, domain controller*, exfiltrat* data, successful exploit*, active attack*, interactive attack*, hands on keyboard',
  },
];
