import type { TacticId } from '../../model/tactic';

/** Kinds of words that phrases name by `<kind>`: what is done, and to what, in clouds, directories and services. Single words; see phrases.ts. */
export const WORD_KINDS: Readonly<Record<string, string>> = {
  off: 'disabl*, stop*, suspend*, deactivat*, turned, paus*, unenroll*, unload*, halt*, kill*, terminat*, tamper*, impair*, skip*, off, dropped',
  gone: 'delet*, remov*, destroy*, destruct*, purg*, erase*, wip*, detach*, revok*, unregister*, uninstall*, clear*, cleared',
  changed: 'modif*, chang*, updat*, edit*, alter*, overrid*, overwr*, weaken*, downgrad*, relax*, reconfigur*, manipulat*',
  made: 'creat*, add, added, adding, addition, new, register*, registration, generat*, invit*, enroll*, issued, provision*',
  given: 'grant*, assign*, attach*, promot*, elevat*, delegat*, consent*, authorized, given, binding, bound',
  taken:
    'access*, read, reads, retriev*, view*, dump*, decrypt*, extract*, search*, steal, steals, stealing, stealer, stolen, theft, harvest*, leak*, copied, reveal*, export*',
  failing:
    'fail*, unsuccessful*, denied, reject*, invalid, incorrect, wrong, lockout*, locked, bad, multiple, excessive, many, burst, repeated, flood*, distributed',
  odd: 'unusual*, suspicious*, anomal*, abnormal*, atypical, unfamiliar, unexpected, impossible, rare, uncommon, untrusted, unknown, unseen, risky, outside, foreign',
  guard:
    'log, logs, logging, trail, trails, cloudtrail, audit*, monitor*, alert, alerts, alerting, alarm*, detector*, detection*, guardduty, macie, inspector, securityhub, defender, sentinel, firewall*, waf, antivirus, antimalware, antispyware, edr, sensor*, protection*, dlp, scanner*, scanning, sandbox*, retention, guardrail*, quarantine, telemetry, sysmon, recorder*, diagnostic*, watcher*, restriction*, allowlist*, whitelist*, blocklist*, denylist*, exclusion*, exception*, suppression*, conditional, posture, security, safe, filter*, ruleset*, hold, classifier*, validator*, syslog, eventlog, auditlog, rule, rules, branch, signing, verification, validation, screening, agent, agents, history',
  person:
    'user, users, account*, member*, guest*, collaborator*, identity, identities, admin*, owner*, principal*, contributor*, employee*',
  secret: 'key, keys, token*, credential*, secret*, password*, passphrase*, cookie*, passkey*, certificate*, hash*, pat, pats',
  rights:
    'role*, permission*, privilege*, admin*, owner*, superuser*, scope*, entitlement*, rolebinding*, clusterrole*, capability, capabilities',
  data: 'bucket*, blob*, storage, database*, db, rds, dynamodb, table*, dataset*, instance*, vm, vms, disk*, volume*, snapshot*, backup*, cluster*, vault*, repository, repositories, repo, repos, project*, resource*, stack*, document*, object*, objects, workspace*, site, sites, efs, fileshare*, queue*, topic*, teams, channel*, deployment*, namespace*, container*, s3, ami, gcs, files, drive, sharepoint, onedrive, mailbox*, doc, docs, calendar*, chat*, artifact*, stage',
  network: 'vpc*, vpn*, route*, subnet*, peering, dns, gateway*, endpoint*, zone*, network*, connection*, interface*, tunnel*',
  outside: 'public, publicly, external*, anonymous*, internet, everyone, anyone, unauthenticated, cross, outside, exposed, exposure',
  login: 'login*, logon*, logons, signin*, sign, auth, authentication*, authenticat*, sso, session*, console, logged',
  factor: 'mfa, 2fa, factor*, authenticator*, duo, otp, fido',
  app: 'app, apps, application*, oauth, webhook*, integration*, workflow*, lambda, function*, extension*, plugin*, addon*, service, services, task, tasks, job, jobs, runbook*, automation, pipeline*, runner*, connector*, bot, bots, idp, saml, sso, federat*, provider*, domain*',
};

/** Who does what to what, by the aim that it usually has. Our judgement; read with the same weights as the words of tactics. */
export const CONTROL_PLANE_WORDS: Readonly<Partial<Record<TacticId, { means?: string; hints?: string }>>> = {
  TA0001: {
    means:
      'winword + spawn*, winword + child, office + child process*, office + child processes, office + spawn*, word + spawn*, word + child, excel + spawn*, excel + child, outlook + spawn*, outlook + child, macro + spawn*, document + spawn*, access* + <outside>, <odd> + mail*, mail* + spoof*, impostor*, <odd> + <login>, <login> + tor, <login> + location*, location* + <login>, <outside> + <login>, expos* + dashboard*, expos* + service*, expos* + api*, <odd> + country',
    hints:
      '<login> + from, <made> + guest*, <login> + new, <login> + without, external + user, pull request*, cross fork, approved + domain',
  },
  TA0002: { hints: '<made> + pod*, <made> + container*, execut* + command*, startup + script*, user data + script' },
  TA0003: {
    means:
      '<made> + <person>, <made> + <secret>, <made> + <app>, <factor> + <made>, <factor> + <changed>, <given> + <person>, password* + reset*, <changed> + <person>',
    hints:
      '<made> + layer*, <changed> + function*, <changed> + <app>, <changed> + <secret>, <given> + <app>, <changed> + <login>, org* + <changed>, <person> + enabl*, <made> + stage, trust* + <made>',
  },
  TA0004: {
    means:
      '<given> + <rights>, <made> + admin*, <rights> + escalat*, role* + assum*, added + privileged + group*, policy + attach*, <made> + <rights>, <changed> + <rights>',
    hints: '<changed> + owner*, owner* + transfer*, iam + polic*, <rights> + <odd>, <changed> + iam, impersonat* + <person>',
  },
  TA0005: {
    means:
      'allow* + firewall, <off> + <guard>, <gone> + <guard>, <off> + <factor>, <gone> + <factor>, <changed> + <guard>, <made> + exclusion*, security + group* + <changed>, acl + <changed>, polic* + <gone>, <off> + polic*, <off> + encrypt*, bypass* + <guard>, versioning + <off>, <guard> + overrid*, <off> + sso, <off> + connector*, <off> + stream*, <gone> + connector*, <gone> + integration*, <gone> + alert*, <off> + integration*, <gone> + watcher*, <off> + access, <gone> + restriction*, passcode* + <off>, <off> + block*, <gone> + block*, traffic + <off>, stream* + <off>',
    hints:
      'polic* + <changed>, setting* + <changed>, config* + <changed>, encrypt* + <off>, password* + polic* + <changed>, region*, <outside> + network + enabl*, <guard> + failed',
  },
  TA0006: {
    means:
      '<taken> + <secret>, <failing> + <login>, <failing> + <factor>, <factor> + push*, push + fatigue, <factor> + spam*, <factor> + fatigue, <factor> + bomb*, <secret> + reus*, <secret> + rotat*, <secret> + abuse*, ssm + parameter*, <secret> + enumerat*, <secret> + scan*, successive + <login>, list* + <secret>, <failing> + password*, key* + download*, guess* + <secret>, crack* + <secret>',
    hints: '<odd> + <secret>, <factor> + request*, <secret> + expos*, weak + password*, without + <factor>, <person> + lock*',
  },
  TA0007: {
    means:
      'list* + <data>, list* + <person>, list* + <rights>, enumerat* + <data>, enumerat* + <person>, enumerat* + <rights>, enumerat* + <network>, discover* + <data>, discover* + <person>, quer* + <person>, describe* + <data>, unauthorized + api*, access + denied, reconnaissance + command*, recon* + <person>, recon* + <rights>, scan* + <data>, gather* + info*',
    hints: 'get + <person>, get + <data>, permission* + inspect*',
  },
  TA0008: { means: 'remote + <app> + <made>, lateral + <login>', hints: '<login> + remote, <login> + between' },
  TA0009: {
    means:
      'credit card*, <data> + disclos*, personal + data, keyboard + event*, screen + record*, <taken> + mailbox*, <taken> + email*, forward* + mail*, forward* + rule*, mail* + redirect*, <taken> + document*',
    hints: '<taken> + <data>, download* + <data>, forward* + inbox, <data> + copied',
  },
  TA0010: {
    means:
      '<data> + moved, movement + data, stage + <made>, <outside> + bucket, web hook*, webhook + <made>, share + <outside>, public + <data>, publicly + <data>, <data> + expos*, <data> + external*, shar* + <outside>, <outside> + shar*, <data> + shared, visibility + <changed>, snapshot* + copied, transfer* + <outside>, forward* + <outside>, <data> + transfer*, upload* + <outside>, mass + download*, many + download*, anomalous + download*, <data> + replicat*',
    hints: 'download* + files, export* + <data>, sas + generat*, copy + <data>',
  },
  TA0011: { hints: 'traffic + <outside>, connection* + <outside>, connection* + <odd>, traffic + <odd>, dns + <odd>, download* + <odd>' },
  TA0040: {
    means:
      'account* disabled, accounts disabled, user disabled, users disabled, disabl* account*, disabl* user*, <gone> + <data>, mass + <gone>, many + <gone>, bulk + <gone>, multiple + <gone>, <gone> + <network>, <gone> + <person>, suspend* + <person>, encrypt* + <data>, <gone> + key*, schedul* + key* + <gone>, desktop + <changed>, wallpaper, recovery + <off>, restore + <off>, restore + <gone>, backup* + <off>, <off> + backup*, instance* + <off>',
    hints:
      '<gone> + <app>, <gone> + group*, resource* + creat*, spend* + limit*, usage + spike, token + usage, modified or deleted, lock* + <person>, redirect* + resolution',
  },
};
