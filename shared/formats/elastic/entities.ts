import type { Entity } from '../../model/entity';
import { registryKey } from '../../model/entity-key';
import { EntityList } from '../entity-list';
import { addContainer, addKubernetes } from '../kubernetes';
import type { EcsDocument } from './document';

/** What the fields of the schema name. Source: Elastic Common Schema reference. */
export function readEntities(document: EcsDocument): Entity[] {
  const list = new EntityList();
  const host = list.machine({
    name: hostName(document),
    dnsDomain: document.text('host.domain'),
    addresses: document.texts('host.ip'),
    properties: { osFamily: document.text('host.os.type', 'host.os.family') },
  });
  addSides(list, document);
  addAccounts(list, document, host);
  addProcess(list, document, host);
  addFile(list, document, host);
  addNames(list, document);
  const key = document.text('registry.key');
  if (key !== '') list.add('registry-key', registryKey('registry-key', host, document.text('registry.hive'), key), key, { key });
  addContainer(list, {
    id: document.text('container.id'),
    name: document.text('container.name'),
    image: [document.text('container.image.name'), document.text('container.image.tag')].filter((part) => part !== '').join(':'),
  });
  addKubernetes(list, {
    cluster: document.text('orchestrator.cluster.id', 'orchestrator.cluster.name'),
    namespace: document.text('orchestrator.namespace', 'kubernetes.namespace'),
    pod: document.text('kubernetes.pod.name'),
    node: document.text('kubernetes.node.name'),
  });
  return list.entities;
}

function addSides(list: EntityList, document: EcsDocument): void {
  for (const [side, role] of [
    ['source', 'source'],
    ['client', 'source'],
    ['destination', 'target'],
    ['server', 'target'],
  ] as const) {
    for (const ip of document.texts(`${side}.ip`)) list.ip(ip, role);
    list.dns(document.text(`${side}.domain`));
  }
}

function addAccounts(list: EntityList, document: EcsDocument, host: string | undefined): void {
  for (const user of ['user', 'user.target', 'source.user', 'destination.user', 'user.effective']) {
    const id = document.text(`${user}.id`);
    const isSid = /^s-1-/i.test(id);
    list.account({
      name: document.text(`${user}.email`, `${user}.name`),
      ntDomain: document.text(`${user}.domain`),
      sid: isSid ? id : '',
      host,
    });
  }
}

function addProcess(list: EntityList, document: EcsDocument, host: string | undefined): void {
  for (const process of ['process', 'process.parent']) {
    list.process({
      host,
      image: document.text(`${process}.executable`, `${process}.name`),
      processId: document.text(`${process}.pid`),
      startTime: document.time(`${process}.start`),
      commandLine: document.text(`${process}.command_line`),
    });
    addHashes(list, document, `${process}.hash`);
  }
}

function addFile(list: EntityList, document: EcsDocument, host: string | undefined): void {
  list.file({ path: document.text('file.path', 'file.name'), host });
  addHashes(list, document, 'file.hash');
  addHashes(list, document, 'dll.hash');
}

function addHashes(list: EntityList, document: EcsDocument, field: string): void {
  for (const algorithm of ['md5', 'sha1', 'sha256', 'sha512']) list.hash(algorithm, document.text(`${field}.${algorithm}`));
}

function addNames(list: EntityList, document: EcsDocument): void {
  for (const field of ['dns.question.name', 'url.domain', 'tls.client.server_name']) list.dns(document.text(field));
  list.url(document.text('url.full', 'url.original').replace(/^\/.*$/, ''));
}

/** The qualified one of both names. */
function hostName(document: EcsDocument): string {
  const name = document.text('host.name');
  return name.includes('.') ? name : document.text('host.hostname') || name;
}
