import type { TacticId } from '../../model/tactic';

/**
 * What names of detections say about the aim, by tactic: phrases that mean it nearly always, words that hint at it, and words that tip the balance at best.
 * Our judgement. Syntax of a phrase: see names/phrases.ts.
 */
export interface TacticWords {
  means: string;
  hints: string;
  faint: string;
}

export const TACTIC_WORDS: Readonly<Record<TacticId, TacticWords>> = {
  TA0043: {
    means:
      'external reconnaissance, port scan*, port sweep*, vulnerability scan*, vulnerability probe*, nmap, masscan, nessus, nikto, wpscan, openvas, dirbuster, gobuster, dirb, ffuf, fingerprint*, probing, probe, scanner*, web crawl*, forced browsing, active scan*, ip address scan*, ssh scan*, unsuccessfully scanned, gather victim*, phishing for information, user enumeration + external, bot control',
    hints: 'reconnaissance, scan*, incoming + traffic, incoming + network activity, brute force + incoming, error code*, error codes',
    faint:
      'waf, opencanary + port, fuzz*, opencanary, honeypot, threat intelligence, harvest*, forbidden, inbound port*, credential harvest*',
  },
  TA0042: {
    means:
      'resource development, acquire infrastructure, develop capabilit*, obtain capabilit*, stage capabilit*, compromise infrastructure, newly registered domain*, typosquat*, code signing certificate*, payload generat*, purchase* technical data, establish account*, compromise account*, botnet infrastructure, malicious blob uploaded, dangling dns, domain takeover, subdomain takeover',
    hints:
      'certificate request*, stolen certificate*, leaked certificate*, hacktool + certificate, malicious package*, malicious repositor*, sample* of malware, domain registration, self signed certificate*',
    faint: 'malware upload*, upload* malware',
  },
  TA0001: {
    means:
      'initial access, phish*, spearphish*, sql injection, xss, cross site scripting, path traversal, directory traversal, local file inclusion, remote file inclusion, web attack*, log4j, log4shell, proxyshell, proxylogon, public facing, drive by, supply chain, removable media, usb device*, external remote service*, impossible travel, atypical travel, unfamiliar sign in, unfamiliar location, unusual location, unusual country, new country, unusual data cent*, risky sign in, risky user*, anonymous ip, anonymous proxy, tor exit node, unusual sign in, suspicious sign in, suspicious login, suspicious logon, business email compromise, malicious attachment*, malicious email*, malicious link*, rogue wifi, exploit* + public, exploitation attempt*, exploitation indicator*, exploit attempt*, zero day, ssrf, server side request forgery, template injection, command injection, deserialization, unauthenticated access, anonymous access, unauthenticated public access, console login without mfa, trusted relationship, jailbreak, prompt injection, exploitation of',
    hints:
      'waf managed, waf rule*, waf + attempt, phish + page, exploit*, sign in*, signin*, logins, logon, logged in, log in, authenticated from, from tor, from vpn, vpn login, from a suspicious ip, from suspicious ip, suspicious ip address, malicious ip, internet facing, exposed service*, publicly exposed, guest user*, new device*, unknown device*, lure, external user*, web application*, web server*, joomla, apache, citrix, fortinet, sonicwall, confluence, saml, login attempt*, malware + url, url click*, clickfix, nodeport, default credential*, cve, root login, public facing, exploit* + server, exploit* + application, successful + brute force',
    faint:
      'vpn, attachment*, rdp + internet, email, emails, wordpress, iis, tomcat, exchange server, login, sso, idp, initial, inbound, blocked user, geo*, travel',
  },
  TA0002: {
    means:
      'execution of, code execution, command execution, malicious script*, encoded command, encoded powershell, reverse shell, run command, shell spawn*, spawn* shell, exec into, kubectl exec, terminal shell, interactive shell, shell in container, fileless, wmi + process, wmi event, user execution, custom script extension, desired state configuration, process execut*, interpreter, lambda + invo*, container deployed, new container, shellcode, one liner, iex, invoke expression, arbitrary command*, arbitrary code',
    hints:
      'script execution, wmic, spawned by, powershell, pwsh, wscript, cscript, vbscript, jscript, bash, python, perl, ruby, php, child process*, spawned from, spawn* from, cmdlet*, osascript, applescript, javascript, autoit, autohotkey, node, deno, busybox, lua, zsh, script*, command*, shell, payload*, wmi, invoke, invocation, image, spawn*, macro*, hta, hh, node js, process from, schedule* + run, process created, process creation, image + deployed, unsigned package, malicious file*, penetration testing tool*, suspicious process executed, activity + malware',
    faint:
      'application*, program*, start*, launched, install*, installation, installed, installer, library, image*, run, runs, running, cron, task, word, office, excel, rundll32, mshta, psexec, cmd, binary, malware, malicious, pods, pod, container*, process, launch*, module load*, dll load*, execut*, execution',
  },
  TA0003: {
    means:
      'persistence, persistent, autorun*, autostart*, run key*, runonce, startup folder, startup item*, logon script*, scheduled task*, schtasks, cron job*, crontab, cronjob*, service creat*, service install*, new service*, service registered, systemd, launch agent*, launch daemon*, launchagent*, launchdaemon*, account creat*, created account*, user creat*, created user*, new user*, user added, added user*, new account*, local user, local account, hidden user, guest account*, added to group, added to local admin*, member added, authorized keys, ssh key*, webshell*, web shell*, backdoor*, bits job*, com hijack*, dll hijack*, screensaver*, sticky key*, accessibility feature*, image file execution option*, ifeo, browser extension*, addin*, winlogon, bootkit, boot or logon, bootloader, login profile*, access key creat*, create* access key*, api key creat*, api key added, api keys added, token creat*, added credential*, app registration, application consent, consent grant*, service principal, federated domain*, new federat*, identity provider*, saml provider, golden saml, mfa device registered, mfa factor added, appinit*, appcert*, netsh helper, port monitor*, time provider*, shim database*, application shim*, wmi subscription*, event subscription, hijack execution, office template, password never expire*, pam + modif*, bashrc, zshrc, profile modif*, rc script*, udev, kernel module*, loadable kernel, transport agent*, implant* image*',
    hints:
      'register*, registered, registry + modif*, registry + key, registry + set, invite*, invited, user + role, role assign*, role assignment, password reset, password changed, password change, group member*, admin + added, deploy key, collaborator*, user pool, add in*, startup, at job, extension install*, plugin install*, credential* added, new owner, sleeper, oauth app*, federation',
    faint:
      'creat*, created, creation, adding, addition, add, added, task, change*, changed, update*, updated, configuration, modified, modification, service, services, account*, key*, mfa, registry, webhook*, workflow*, extension*, plugin*, lambda, ssm, registration, administrator*, granted, image push*, daemonset',
  },
  TA0004: {
    means:
      'privilege escalation, elevation of privilege*, elevate* privilege*, privilege* elevat*, elevate access, elevated access, uac, uacme, uac bypass, sudoers, setuid, setgid, suid, setcap, token impersonation, token manipulation, impersonat* token, named pipe impersonation, juicypotato, godpotato, rottenpotato, printnightmare, pwnkit, dirty cow, dirtycow, dirty pipe, zerologon, nopac, samaccountname, sid history, container escape, escape to host, container breakout, privileged container*, privileged pod*, sensitive mount, host mount, hostpath, host path, docker socket, release agent, host pid, hostpid, host network, host namespace, cluster admin*, clusterrole*, role binding*, rolebinding*, admin* privilege*, admin* role*, administrator role*, privileged role*, global admin*, super admin*, superadmin, superuser*, process injection, code injection, dll injection, remote thread, createremotethread, process hollow*, getsystem, to root, root privilege*, high privilege*, escalat*, assumed role, assume* root, iam policy, attached to role, attached policy, inline policy, administrator access, admin access, elevated permission*, high privilege role, pim, privilege grant*, privileges granted, granted privilege*, permission* grant*, granted permission*, delegated permission*, polkit, pkexec, esc1, service + weak permission*',
    hints:
      'privilege*, privileged, elevat*, inject*, injection, policy + modif*, policy + chang*, impersonat*, capabilit*, account takeover, user promoted, made admin, sudo, potato, assume role, policy attached, unusual parent, privilege* + grant*',
    faint:
      'token*, admin, administrator*, root, role*, permission*, owner*, startup, autorun*, persistence, run key*, sideload*, dll hijack*, scheduled task*, service creat*, service install*, kernel, namespace, iam, grant*, granted, primary owner, group policy, gpo',
  },
  TA0005: {
    means:
      'defense evasion, defence evasion, disabl*, tamper*, clear* + log*, log* cleared, event log* clear*, log* + delet*, delet* + log*, log tamper*, history clear*, clear* history, bypass*, amsi, obfuscat*, evasi*, evade*, hidden, hiding, hides, masquerad*, double extension, renamed, timestomp*, indicator removal, antimalware, antivirus, windows defender, defender exclusion*, exclusion*, security tool*, security software, uninstall*, unload*, rundll32, regsvr32, regsvcs, regasm, mshta, msbuild, installutil, cmstp, odbcconf, mavinject, lolbin*, proxy execution, sideload*, side load*, sideloading, alternate data stream*, rootkit*, process hollow*, ppid spoof*, parent pid, safe mode, logging disabled, log* stopped, stop* logging, audit policy, audit log* disabl*, cloudtrail + stop*, cloudtrail + delet*, guardduty + delet*, guardduty + disabl*, detector delet*, firewall + disabl*, firewall rule*, signed binary, unusual location executable, double file extension*, system binar*, impair*, root certificate*, hidden file*, hidden directory, hidden window, chattr, shred, steganograph*, deobfuscat*, reflective*, unhook*, patch* amsi, applocker, wdac, code integrity, trusted developer*, lolbas, lol bin, wevtutil, auditpol, fsutil, attrib, xattr, gatekeeper, quarantine attribute, selinux, apparmor, ufw, suspend* process*, kill* + security, stop* + security, tcc, forfiles, certutil + decod*, indirect command execution, unusual extension, kaspersky, suspicious process name, system file name*, extension mismatch, history + clear*, history + delet*, fileless',
    hints:
      'turned off, unregister*, rename*, masking, mask*, firewall, defender, logging, cloudtrail, override*, exempt*, unenroll*, chm, downgrade, network acl*, flow log*, branch protection, retention, unsigned, decod*, encoded, base64 encoded, etw, packer, packed, temp folder, temp directory, from temp*, firewall + modif*, whitelist*, allowlist*, suspicious folder*, suspicious location*, uncommon location*, process injection, shellcode, spoof*, hide, msiexec, iptables, downgrade*, crowdstrike + uninstall*, delet* + file*, file deletion, sysmon',
    faint:
      'log*, policy, region, security, protection*, binary*, registry, certificate*, trusted, compress*, via + exe, execution via, injection, inject*, modif*, delet*, deleted, deletion, remov*, removed, removal, stop*, stopped, wmic, xsl, alternate, dll, dlls, compliance, suspicious directory, abus*, legit*, guardduty, audit*, without mfa, encod*, sandbox, unsupported, suspicious path, unusual path',
  },
  TA0006: {
    means:
      'credential access, password dump*, mimikatz, lsass, lsa secret*, sam database, sam registry, security account manager, ntds, dcsync, kerberoast*, as rep roast*, asreproast*, hashdump, hash dump*, dump* hash*, brute force*, bruteforce*, brute forcing, password spray*, spray*, credential stuff*, failed login*, failed logon*, failed authentication*, login fail*, logins fail*, logon fail*, multiple fail*, authentication fail*, auth failure*, failed mfa, invalid user, invalid login, failed sign in*, failed password*, keylog*, key logg*, browser credential*, browser password*, browser cookie*, session token*, token theft, stolen token*, steal* token*, golden ticket*, silver ticket*, ticket request*, secrets manager, keychain, password vault, mfa fatigue, mfa bomb*, push fatigue, mfa push*, mfa denied, mfa prompt*, mfa bypass, ntlm, coerc*, petitpotam, wdigest, laps, gmsa, private key*, instance metadata, imds, metadata service, account lockout, locked out, lockout*, adcs, certificate template*, man in the middle, adversary in the middle, aitm, arp spoof*, credential prompt, listing keys, list keys, keys extracted, pwdump, cmdkey, rubeus, tgt, shadow credential*, etc shadow, procdump, comsvcs, minidump, password hash*, sync hash*, cleartext, clear text, token* stolen, oauth token*, access token*, service account token*, api key* expos*, bitlocker key*, recovery key*, user authentication failure',
    hints:
      'metadata, sensitive process, gdb, ptrace, process hooking, sensitive file*, creds, mfa, multi factor, login attempt*, dump*, ticket*, sensitive file*, ntdsutil, login* + multiple, api key*, unlock*, password*, credential*, cookie*, vault, secret*, key vault*, keyvault, memory dump*, process dump, relay, responder, kerberos, passwd, leaked, mfa factor, two factor, 2fa, password manager*, account keys, mfa + disabl*, mfa disabled, disabled mfa, mfa reset, sniff*, guess*, dpapi, credential theft, credential dump*, password + policy',
    faint:
      'account*, key*, okta, wifi, session, sessions, certificate*, token*, vault*, auth, authentication*, sso, factor*, hash*, shadow cop*',
  },
  TA0007: {
    means:
      'discovery, reconnaissance, recon, whoami, systeminfo, nltest, net user, net group, net view, net share, adfind, bloodhound, sharphound, azurehound, dsquery, ldap + quer*, ldap search, list* + user*, list* + bucket*, listing of, network scan*, internal scan*, port scan* + internal, ping sweep, share enum*, share access + multiple, process list*, tasklist, netstat, ipconfig, ifconfig, quser, qwinsta, getcalleridentity, get caller identity, system information, account information, domain trust*, trusted domain*, query registry, registry quer*, software discovery, installed software, virtual machine detection, sandbox detection, anti debug*, geolocation, external ip, ip lookup, pingcastle, winpeas, linpeas, seatbelt, advanced ip scanner, softperfect, nbtscan, query* active directory, powerview, accounts queried, domain accounts, group* queried, suspicious outgoing + multiple destinations, s3 enumerat*, time discovery, peripheral*, browser bookmark*, container api, cloud infrastructure discover*, cloud service dashboard, file and directory',
    hints:
      'recon*, list*, listed, queries, queried, lookup*, scan*, ldap, describe, outgoing + scan*, recon, enumerat*, public ip, system owner, permission group*, password policy, describe*, listing, list* + all',
    faint:
      'get, info, information, list, view*, query, check*, search*, find*, explor*, active directory, dump*, anonymous user, multiple + host*, permission denied, packet*, sniff*, inventory, access check*',
  },
  TA0008: {
    means:
      'lateral, lateral movement, pass the hash, pass the ticket, overpass the hash, psexec, paexec, remcom, csexec, winrm, wsman, winrs, evil winrm, remote desktop, rdp, rdp hijack*, tscon, admin share*, administrative share*, adminshare, smbexec, wmiexec, atexec, dcomexec, dcom, mmc20, remote + scheduled task*, remote task, remote service creation, remote registry, remote file copy, ssh hijack*, session hijack*, instance connect, ec2 instance connect, ssm session*, internal spearphish*, cross account, remote powershell, powershell remot*, remote wmi, tool transfer + internal, shared drive, assumed another user, assume* user, container lateral, kubelet, eternalblue, ms17 010, bluekeep, taint shared content, cross tenant, ssh from, from container to',
    hints:
      'network share*, pivot*, net use, logon type, remote command*, explicit credential*, impersonat*, netbios, rpc, vnc, impacket, remote execution, smb, remote service*, remote logon',
    faint: 'ssh, share, shares, session, sessions, hop*, mount*, worm*, rmm, spread*, wmi, remotely, serial console, teleport, remote*',
  },
  TA0009: {
    means:
      'collection, data collect*, 7zip, 7z, winrar, screen capture, screenshot*, clipboard, audio capture, microphone, webcam, video capture, mail* forward*, email forward*, forwarding rule*, inbox rule*, inbox forward*, inbox manipulat*, mailbox export*, mail collect*, email collect*, pst, data staged, data staging, database dump, mysqldump, pg dump, repositor* clon*, code repositor*, mass download*, many file* + download*, bulk download, confluence + export, ediscovery, content search, access level + chang*, data exploration, unusual data explor*, traffic mirror*, packet mirror*, sensitive data + access*, data harvesting, automated collection',
    hints:
      'copies, file access*, files + access*, dataset*, capture*, zip, rar, outlook, staging, sensitive container*, sensitive blob*, data from, archive*, archiv*, compress*, mailbox, mailboxes, onedrive, sharepoint, recording, keylog*, source code',
    faint:
      's3, ftp, data, document*, backup*, copy, copied, storage*, database*, blob*, bucket*, snapshot*, query + data*, read, email*, mail*, dump*, artifact*, download*, export*',
  },
  TA0011: {
    means:
      'command and control, c2, cnc, beacon*, dns tunnel*, tunnel*, cobalt strike, cobaltstrike, dga, domain generat*, random domain, dynamic dns, ddns, dyndns, anonymity network, tor network, tor browser, tor client, tor traffic, onion, web proxy, proxy aware, ingress tool transfer, tool transfer, download* via, downloaded via, remote file download*, remote admin* tool*, remote monitoring and management, anydesk, teamviewer, screenconnect, splashtop, logmein, atera, netsupport, rustdesk, ngrok, cloudflared, cloudflare tunnel*, devtunnel*, code tunnel*, chisel, ligolo, plink, port forward*, malicious domain*, suspicious domain*, blacklisted domain*, malicious server, malicious machine, malicious location, malicious host*, known malicious, outbound connection*, outbound network, outgoing connection*, communication with, beaconing, phoning home, checkin, check in + malware, malware traffic, malware communication, botnet, bot net, sinkhole, icmp tunnel, doh, dns over https, telegram, pastebin, non standard port*, nonstandard port*, suspicious port*, dns txt, certutil + download*, bitsadmin, sliver, havoc, brute ratel, blocklisted, netcat, ncat, nc, socat, socks, encrypted channel, protocol mismatch, tls certificate + malicious, ja3, threat intel* + match*, indicator match, ioc match',
    hints:
      'blocklist, port blocklist, ioc, iocs, indicator match, threat intel*, malicious dns, to the internet, from the internet, egress, ip forwarding, telnet, nat traversal, kworker, ssm agent, bulletproof, irc, smtp traffic, raw tcp, listener, dns, outbound, outgoing, remote access, communicat*, user agent*, useragent, file download*, download* from, downloaded from, downloading, remote access tool*, remote access software, network connection*, connection to, connections to, trojan, rat, curl, wget, communication to, traffic to, uncommon port*, unusual port*, empire, metasploit, meterpreter, frp, dns query, dns request*, dns queries, dns lookup*, dns to',
    faint:
      'http, https, agent, server*, protocol, url, urls, ip address*, vpn, backdoor*, channel*, initiated by, certutil, discord, traffic, network, connect*, connection*, download*, malware, web service*, icmp, ssl, tls, proxy, domain*, file sharing website*, tor',
  },
  TA0010: {
    means:
      'exfil*, data transfer*, data theft, data leak*, data loss, rclone, megasync, mega nz, megacmd, data large + transfer*, large + upload*, large + outbound, large + download*, dns exfil*, shared publicly, publicly shared, shared externally, externally shared, public link*, shared link*, sharing link*, anonymous link*, made public, public access + allow*, made + public, public + snapshot*, snapshot* + shared, snapshot* + public, snapshot* + export*, ami + shared, ami + public, image + public, bucket + public, unusual amount, unusual volume, amount of data, volume of data, data volume, copied to external, external copy, replicat* + external, transfer* out, transferred out, export* to external, data extraction, extraction of data, sensitive data + expos*, airdrop, usb + copy, email + external, auto forward*, outbound data, bytes out',
    hints:
      'webhook*, web hook*, outbound transfer, http post, publicly, transfer*, leak*, forward*, unload*, gist, paste, replicat*, ftp, sas token, webhook exfil*, upload*, cloud storage, cloud account, data download*, dlp, external account, replicated to, external shar*, drive + shared, file* shared, over + protocol, dropbox, publicly accessible',
    faint:
      'extern*, external, public, share, shared, sharing, data, link, bucket*, stream*, backup*, copy, ip address*, dns, send*, sent, download*, export*, snapshot*, outgoing, outbound',
  },
  TA0040: {
    means:
      'ransom*, encrypt* + file*, encrypt* + disk, encrypted with, wiper, destroy*, destruct*, data destruction, delet* + bucket*, delet* + database*, delet* + vault*, delet* + instance*, delet* + cluster*, delet* + backup*, delet* + snapshot*, delet* + resource*, delet* + storage, delet* + project*, delet* + repositor*, delet* + stack*, delet* + volume*, delet* + table*, delet* + vpc, delet* + namespace*, delet* + deployment*, delet* + object*, many objects delet*, mass delet*, bulk delet*, mass + delet*, shadow cop* + delet*, delet* + shadow cop*, vssadmin, wbadmin, bcdedit, backup* disabl*, recovery disabl*, denial of service, ddos, dos attack, flood*, crypto min*, cryptomin*, cryptocurrency, digital currency, coin min*, coinminer*, coinhive, bitcoin, monero, miner, miners, xmrig, deface*, defacement, service stop*, shut down, account access remov*, resource hijack*, terminat* + instance*, data manipulation, disk encryption extension*, gpu, immutability, scheduled for deletion, permanently delet*, permanently purg*, sql + drop*, drop table*, stop instance*, kms key + disabl*, ransom note*, suspended user, outage, overload*, high cpu, resource exhaustion, recovery services vault, immutab*, lock* delet*, bucket encrypt*, wallet attack, denial of wallet, firmware corrupt*',
    hints:
      'deactivat*, exhaust*, mining, terminat*, account delet*, account remov*, user remov*, purge*, purged, quota, billing, cost, dos, wip*, reboot*, shutdown, crash*, encryption key*, delet* + key*, delet* + user*, delet* + group*, delet* + account*, delet* + application*, delet* + network*, delet* + lock*, inhibit*, spike, unavailable, impact',
    faint:
      'fail*, vm, cpu, compute, invalid*, resource*, disk*, instance*, database*, cluster*, modified, remov*, backup*, snapshot*, transferred, recover*, quarantin*, stop*, kill*, cancel*, suspend*, encrypt*, delet*, deleted, deletion',
  },
};
