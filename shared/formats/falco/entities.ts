import type { Entity } from '../../model/entity';
import { EntityList } from '../entity-list';
import type { JsonObject } from '../format';
import { addContainer, addKubernetes, addKubernetesUser } from '../kubernetes';
import { textAt } from '../nested';

/** What the fields of system calls (`proc.*`, `fd.*`, `container.*`), of Kubernetes' audit log (`ka.*`) and of CloudTrail (`ct.*`) name. */
export function readEntities(hostname: string, fields: JsonObject): Entity[] {
  const list = new EntityList();
  const field = (name: string) => clean(textAt(fields, name));
  const node = list.machine({ name: hostname });
  const containerId = field('container.id');
  const isInContainer = containerId !== '' && containerId !== 'host';
  addContainer(list, { id: containerId, name: field('container.name'), image: imageOf(field) });
  addKubernetes(list, { namespace: field('k8s.ns.name') || field('ka.target.namespace'), pod: field('k8s.pod.name') || podOf(field) });

  const place = isInContainer ? `host:container ${containerId}` : node;
  list.process({
    host: place,
    image: field('proc.exepath') || field('proc.name'),
    processId: field('proc.pid'),
    commandLine: field('proc.cmdline'),
  });
  list.account({ name: field('user.name'), host: place });
  if (field('ka.user.name') !== '') addKubernetesUser(list, '', field('ka.user.name'));
  list.account({ name: field('ct.user') }, 'source');
  for (const name of ['fd.cip', 'ka.sourceips', 'ct.srcip']) list.ip(field(name), 'source');
  list.ip(field('fd.sip'), 'target');
  addDescriptor(list, field('fd.name'), place);
  list.dns(field('fd.sip.name'));
  return list.entities;
}

/** Falco writes `<NA>` for what it does not know. */
function clean(text: string): string {
  return text === '<NA>' || text === 'null' ? '' : text;
}

function imageOf(field: (name: string) => string): string {
  const [repository, tag] = [field('container.image.repository'), field('container.image.tag')];
  return [repository, tag].filter((part) => part !== '').join(':') || field('container.image');
}

function podOf(field: (name: string) => string): string {
  return field('ka.target.resource') === 'pods' ? field('ka.target.name') : '';
}

/** A file by its path, or a connection as `10.0.0.5:50022->203.0.113.77:443`. */
function addDescriptor(list: EntityList, descriptor: string, host: string | undefined): void {
  const arrow = descriptor.indexOf('->');
  if (arrow > 0) {
    list.ip(descriptor.slice(0, arrow), 'source');
    list.ip(descriptor.slice(arrow + 2), 'target');
  } else if (descriptor.startsWith('/')) list.file({ path: descriptor, host });
}
