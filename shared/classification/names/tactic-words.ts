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
      'external reconnaissance, port scan*, port sweep*, vulnerability scan*, vulnerability probe*, nmap, dirb, fingerprint*, probing, probe, scanner*, web crawl*, forced browsing, active scan*, ip address scan*, ssh scan*, unsuccessfully scanned, gather victim*, phishing for information, user enumeration + external, bot control',
    hints: 'reconnaissance, scan*, incoming + traffic, incoming + network activity, brute force + incoming, error code*, error codes',
    faint:
      'waf, opencanary + port, fuzz*, opencanary, honeypot, threat intelligence, harvest*, forbidden, inbound port*, credential harvest*',
  },
  TA0042: {
    means:
      'acquire infrastructure, develop capabilit*, obtain capabilit*, stage capabilit*, compromise infrastructure, newly registered domain*, typosquat*, code signing certificate*, payload generat*, purchase* technical data, establish account*, compromise account*, botnet infrastructure, malicious blob uploaded, dangling dns, domain takeover, subdomain takeover',
    hints:
      'certificate request*, stolen certificate*, leaked certificate*, hacktool + certificate, malicious package*, malicious repositor*, sample* of malware, domain registration, self signed certificate*',
    faint: 'malware upload*, upload* malware',
  },
  TA0001: {
    means:
      'phish*, spearphish*, sql injection, xss, cross site scripting, path traversal, directory traversal, local file inclusion, remote file inclusion, web attack*, public facing, drive by, supply chain, removable media, usb device*, external remote service*, impossible travel, atypical travel, unfamiliar sign in, unfamiliar location, unusual location, unusual country, new country, unusual data cent*, risky sign in, risky user*, anonymous ip, anonymous proxy, tor exit node, unusual sign in, suspicious sign in, suspicious login, suspicious logon, business email compromise, malicious attachment*, malicious email*, malicious link*, rogue wifi, exploit* + public, exploitation attempt*, exploitation indicator*, exploit attempt*, zero day, ssrf, server side request forgery, template injection, command injection, deserialization, unauthenticated access, anonymous access, unauthenticated public access, console login without mfa, trusted relationship, jailbreak, prompt injection, exploitation of',
    hints:
      'waf managed, waf rule*, waf + attempt, phish + page, exploit*, sign in*, signin*, logins, logon, logged in, log in, authenticated from, from tor, from vpn, vpn login, from a suspicious ip, from suspicious ip, suspicious ip address, malicious ip, internet facing, exposed service*, publicly exposed, guest user*, new device*, unknown device*, lure, external user*, web application*, web server*, joomla, apache, citrix, fortinet, sonicwall, confluence, saml, login attempt*, malware + url, url click*, clickfix, nodeport, default credential*, cve, root login, exploit* + server, exploit* + application, successful + brute force',
    faint:
      'vpn, attachment*, rdp + internet, email, emails, wordpress, iis, tomcat, exchange server, login, sso, idp, initial, inbound, blocked user, geo*, travel',
  },
  TA0002: {
    means:
      'execution of, code execution, command execution, malicious script*, encoded command, encoded powershell, reverse shell, shell spawn*, spawn* shell, exec into, terminal shell, interactive shell, shell in container, fileless, wmi + process, wmi event, user execution, custom script extension, desired state configuration, process execut*, interpreter, lambda + invo*, container deployed, new container, shellcode, one liner, iex, invoke expression, arbitrary command*, arbitrary code',
    hints:
      'script execution, wmic, spawned by, powershell, pwsh, wscript, cscript, vbscript, jscript, bash, python, perl, ruby, php, child process*, spawned from, spawn* from, cmdlet*, osascript, applescript, javascript, autoit, autohotkey, node, deno, busybox, lua, zsh, script*, command*, shell, payload*, wmi, invoke, invocation, image, spawn*, macro*, hta, hh, node js, process from, schedule* + run, process created, process creation, image + deployed, unsigned package, malicious file*, penetration testing tool*, suspicious process executed, activity + malware',
    faint:
      'application*, program*, start*, launched, install*, installation, installed, installer, library, image*, run, runs, running, cron, task, word, office, excel, rundll32, mshta, psexec, cmd, binary, malware, malicious, pods, pod, container*, process, launch*, module load*, dll load*, execut*, execution',
  },
  TA0003: {
    means:
      'persistence, persistent, autorun*, autostart*, startup folder, logon script*, scheduled task*, cronjob*, new service*, service registered, launch agent*, launch daemon*, account creat*, created account*, user creat*, created user*, new user*, user added, added user*, new account*, local user, local account, hidden user, guest account*, added to group, added to local admin*, member added, ssh key*, backdoor*, bits job*, dll hijack*, addin*, bootkit, boot or logon, bootloader, login profile*, access key creat*, create* access key*, api key creat*, api key added, api keys added, token creat*, added credential*, app registration, application consent, consent grant*, service principal, federated domain*, new federat*, identity provider*, saml provider, mfa device registered, mfa factor added, netsh helper, event subscription, hijack execution, office template, password never expire*, pam + modif*, profile modif*, kernel module*, loadable kernel, implant* image*',
    hints:
      'register*, registered, registry + modif*, registry + key, registry + set, invite*, invited, user + role, role assign*, role assignment, password reset, password changed, password change, group member*, admin + added, deploy key, collaborator*, user pool, add in*, startup, at job, extension install*, plugin install*, credential* added, new owner, sleeper, federation',
    faint:
      'creat*, created, creation, adding, addition, add, added, task, change*, changed, update*, updated, configuration, modified, modification, service, services, account*, key*, mfa, registry, webhook*, workflow*, extension*, plugin*, lambda, ssm, registration, administrator*, granted, image push*, daemonset',
  },
  TA0004: {
    means:
      'privilege escalation, elevation of privilege*, elevate* privilege*, privilege* elevat*, elevated access, token impersonation, token manipulation, impersonat* token, named pipe impersonation, samaccountname, sid history, container escape, escape to host, container breakout, sensitive mount, host mount, host pid, hostpid, host network, host namespace, clusterrole*, role binding*, admin* privilege*, admin* role*, administrator role*, privileged role*, global admin*, super admin*, superadmin, superuser*, code injection, dll injection, remote thread, to root, root privilege*, high privilege*, escalat*, assumed role, assume* root, iam policy, attached to role, attached policy, inline policy, administrator access, admin access, elevated permission*, high privilege role, pim, privilege grant*, privileges granted, granted privilege*, permission* grant*, granted permission*, delegated permission*, service + weak permission*',
    hints:
      'privilege*, privileged, elevat*, inject*, injection, policy + modif*, policy + chang*, impersonat*, capabilit*, account takeover, user promoted, made admin, assume role, policy attached, unusual parent, privilege* + grant*',
    faint:
      'token*, admin, administrator*, root, role*, permission*, owner*, startup, autorun*, persistence, run key*, sideload*, dll hijack*, scheduled task*, service creat*, service install*, kernel, namespace, iam, grant*, granted, primary owner, group policy, gpo',
  },
  TA0005: {
    means:
      'disabl*, tamper*, clear* + log*, log* cleared, event log* clear*, log* + delet*, delet* + log*, log tamper*, history clear*, clear* history, bypass*, evasi*, evade*, hidden, hiding, hides, double extension, indicator removal, antimalware, antivirus, exclusion*, uninstall*, unload*, proxy execution, side load*, sideloading, process hollow*, ppid spoof*, parent pid, logging disabled, log* stopped, stop* logging, audit policy, audit log* disabl*, cloudtrail + stop*, cloudtrail + delet*, guardduty + delet*, guardduty + disabl*, detector delet*, firewall + disabl*, firewall rule*, signed binary, unusual location executable, double file extension*, system binar*, impair*, hidden directory, hidden window, reflective*, unhook*, patch* amsi, applocker, wdac, trusted developer*, lol bin, fsutil, quarantine attribute, suspend* process*, kill* + security, stop* + security, tcc, certutil + decod*, indirect command execution, unusual extension, kaspersky, suspicious process name, system file name*, extension mismatch, history + clear*, history + delet*',
    hints:
      'turned off, unregister*, rename*, masking, mask*, firewall, logging, cloudtrail, override*, exempt*, unenroll*, chm, downgrade, branch protection, retention, unsigned, decod*, encoded, base64 encoded, packer, packed, temp folder, temp directory, from temp*, firewall + modif*, whitelist*, allowlist*, suspicious folder*, suspicious location*, uncommon location*, process injection, shellcode, spoof*, hide, downgrade*, crowdstrike + uninstall*, delet* + file*, file deletion, sysmon',
    faint:
      'log*, policy, region, security, protection*, binary*, registry, certificate*, trusted, compress*, via + exe, execution via, injection, inject*, modif*, delet*, deleted, deletion, remov*, removed, removal, stop*, stopped, wmic, xsl, alternate, dll, dlls, compliance, suspicious directory, abus*, legit*, guardduty, audit*, without mfa, encod*, sandbox, unsupported, suspicious path, unusual path',
  },
  TA0006: {
    means:
      'password dump*, dump* hash*, brute forcing, spray*, failed login*, failed logon*, failed authentication*, login fail*, logins fail*, logon fail*, multiple fail*, authentication fail*, auth failure*, failed mfa, invalid user, invalid login, failed sign in*, failed password*, keylog*, key logg*, session token*, token theft, stolen token*, steal* token*, golden ticket*, silver ticket*, password vault, mfa fatigue, mfa bomb*, push fatigue, mfa push*, mfa denied, mfa prompt*, mfa bypass, ntlm, coerc*, account lockout, locked out, lockout*, adcs, certificate template*, man in the middle, adversary in the middle, aitm, arp spoof*, credential prompt, listing keys, keys extracted, pwdump, tgt, sync hash*, cleartext, clear text, token* stolen, oauth token*, access token*, api key* expos*, user authentication failure',
    hints:
      'metadata, sensitive process, gdb, ptrace, process hooking, sensitive file*, creds, mfa, multi factor, login attempt*, dump*, ticket*, login* + multiple, api key*, unlock*, password*, credential*, cookie*, vault, secret*, memory dump*, process dump, relay, kerberos, passwd, leaked, mfa factor, two factor, 2fa, password manager*, account keys, mfa + disabl*, mfa disabled, disabled mfa, mfa reset, sniff*, guess*, credential theft, credential dump*, password + policy',
    faint:
      'account*, key*, okta, wifi, session, sessions, certificate*, token*, vault*, auth, authentication*, sso, factor*, hash*, shadow cop*',
  },
  TA0007: {
    means:
      'discovery, reconnaissance, recon, net user, net share, ldap + quer*, ldap search, list* + user*, list* + bucket*, listing of, network scan*, internal scan*, port scan* + internal, ping sweep, share enum*, share access + multiple, process list*, system information, account information, domain trust*, trusted domain*, query registry, registry quer*, software discovery, installed software, virtual machine detection, sandbox detection, anti debug*, geolocation, external ip, ip lookup, query* active directory, accounts queried, domain accounts, group* queried, suspicious outgoing + multiple destinations, s3 enumerat*, time discovery, peripheral*, browser bookmark*, container api, cloud infrastructure discover*, cloud service dashboard, file and directory',
    hints:
      'recon*, list*, listed, queries, queried, lookup*, scan*, ldap, describe, outgoing + scan*, enumerat*, public ip, system owner, permission group*, password policy, describe*, listing, list* + all',
    faint:
      'get, info, information, list, view*, query, check*, search*, find*, explor*, active directory, dump*, anonymous user, multiple + host*, permission denied, packet*, sniff*, inventory, access check*',
  },
  TA0008: {
    means:
      'lateral, rdp hijack*, adminshare, remote + scheduled task*, remote task, remote service creation, remote file copy, session hijack*, instance connect, ssm session*, internal spearphish*, cross account, powershell remot*, tool transfer + internal, shared drive, assumed another user, assume* user, container lateral, kubelet, bluekeep, taint shared content, cross tenant, ssh from, from container to',
    hints:
      'network share*, pivot*, net use, logon type, remote command*, explicit credential*, impersonat*, netbios, rpc, remote execution, smb, remote service*, remote logon',
    faint: 'ssh, share, shares, session, sessions, hop*, mount*, worm*, rmm, spread*, wmi, remotely, serial console, teleport, remote*',
  },
  TA0009: {
    means:
      'collection, data collect*, screen capture, mail* forward*, email forward*, forwarding rule*, inbox manipulat*, mail collect*, email collect*, pst, data staged, data staging, database dump, repositor* clon*, code repositor*, mass download*, many file* + download*, bulk download, confluence + export, access level + chang*, data exploration, unusual data explor*, sensitive data + access*, data harvesting, automated collection',
    hints:
      'copies, file access*, files + access*, dataset*, capture*, zip, outlook, staging, sensitive container*, sensitive blob*, data from, archive*, compress*, mailbox, mailboxes, onedrive, sharepoint, recording, keylog*, source code',
    faint:
      's3, ftp, data, document*, backup*, copy, copied, storage*, database*, blob*, bucket*, snapshot*, query + data*, read, email*, mail*, dump*, artifact*, download*, export*',
  },
  TA0011: {
    means:
      'domain generat*, random domain, ddns, anonymity network, tor traffic, web proxy, tool transfer, download* via, downloaded via, remote file download*, remote monitoring and management, malicious domain*, suspicious domain*, blacklisted domain*, malicious server, malicious machine, malicious location, malicious host*, known malicious, outbound connection*, outbound network, outgoing connection*, communication with, beaconing, phoning home, checkin, check in + malware, malware traffic, malware communication, botnet, bot net, sinkhole, icmp tunnel, non standard port*, nonstandard port*, suspicious port*, dns txt, blocklisted, nc, socks, encrypted channel, protocol mismatch, tls certificate + malicious, threat intel* + match*, indicator match, ioc match',
    hints:
      'blocklist, port blocklist, ioc, iocs, threat intel*, malicious dns, to the internet, from the internet, egress, ip forwarding, telnet, nat traversal, kworker, ssm agent, bulletproof, smtp traffic, raw tcp, listener, dns, outbound, outgoing, remote access, communicat*, user agent*, useragent, file download*, download* from, downloaded from, downloading, network connection*, connection to, connections to, rat, communication to, traffic to, uncommon port*, unusual port*, empire, dns query, dns request*, dns queries, dns lookup*, dns to',
    faint:
      'http, https, agent, server*, protocol, url, urls, ip address*, vpn, backdoor*, channel*, initiated by, certutil, traffic, network, connect*, connection*, download*, malware, web service*, icmp, ssl, tls, proxy, domain*, file sharing website*, tor',
  },
  TA0010: {
    means:
      'data transfer*, data theft, data leak*, data loss, data large + transfer*, large + upload*, large + outbound, large + download*, dns exfil*, shared publicly, publicly shared, shared externally, externally shared, public link*, shared link*, sharing link*, anonymous link*, made public, public access + allow*, made + public, public + snapshot*, snapshot* + shared, snapshot* + public, snapshot* + export*, ami + shared, ami + public, image + public, bucket + public, unusual amount, unusual volume, amount of data, volume of data, data volume, copied to external, external copy, replicat* + external, transfer* out, transferred out, export* to external, data extraction, extraction of data, sensitive data + expos*, usb + copy, email + external, auto forward*, outbound data, bytes out',
    hints:
      'webhook*, outbound transfer, http post, publicly, transfer*, leak*, forward*, unload*, gist, paste, replicat*, ftp, sas token, webhook exfil*, upload*, cloud storage, cloud account, data download*, dlp, external account, replicated to, external shar*, drive + shared, file* shared, over + protocol, publicly accessible',
    faint:
      'extern*, external, public, share, shared, sharing, data, link, bucket*, stream*, backup*, copy, ip address*, dns, send*, sent, download*, export*, snapshot*, outgoing, outbound',
  },
  TA0040: {
    means:
      'encrypt* + file*, encrypt* + disk, encrypted with, wiper, destroy*, destruct*, delet* + bucket*, delet* + database*, delet* + vault*, delet* + instance*, delet* + cluster*, delet* + backup*, delet* + snapshot*, delet* + resource*, delet* + storage, delet* + project*, delet* + repositor*, delet* + stack*, delet* + volume*, delet* + table*, delet* + vpc, delet* + namespace*, delet* + deployment*, delet* + object*, many objects delet*, mass delet*, bulk delet*, mass + delet*, shadow cop* + delet*, delet* + shadow cop*, backup* disabl*, recovery disabl*, denial of service, dos attack, flood*, cryptocurrency, digital currency, coin min*, miner, miners, deface*, defacement, shut down, terminat* + instance*, data manipulation, disk encryption extension*, gpu, immutability, scheduled for deletion, permanently delet*, permanently purg*, sql + drop*, drop table*, stop instance*, kms key + disabl*, ransom note*, suspended user, outage, overload*, high cpu, resource exhaustion, recovery services vault, immutab*, lock* delet*, bucket encrypt*, wallet attack, denial of wallet, firmware corrupt*',
    hints:
      'deactivat*, exhaust*, mining, terminat*, account delet*, account remov*, user remov*, purge*, purged, quota, billing, cost, dos, wip*, reboot*, crash*, encryption key*, delet* + key*, delet* + user*, delet* + group*, delet* + account*, delet* + application*, delet* + network*, delet* + lock*, inhibit*, spike, unavailable, impact',
    faint:
      'fail*, vm, cpu, compute, invalid*, resource*, disk*, instance*, database*, cluster*, modified, remov*, backup*, snapshot*, transferred, recover*, quarantin*, stop*, kill*, cancel*, suspend*, encrypt*, delet*, deleted, deletion',
  },
};
