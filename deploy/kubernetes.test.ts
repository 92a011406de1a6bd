import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { readSettings } from '../server/config';
import { MAX_BODY_BYTES } from '../server/proxy';
import { GRACE_MS } from '../server/stop';
import { expectAnswers, IMAGE_ENV, instruction, KNOWN_VARIABLES, read } from './test-support';

describe('the Kubernetes example', () => {
  // oxlint-disable-next-line typescript/no-explicit-any -- its shape is Kubernetes', whose own schema is checked elsewhere
  const objects = parseAllDocuments(read('kubernetes/console.yaml')).map((document) => document.toJS() as any);
  const of = (kind: string) => objects.find((object) => object.kind === kind);
  const { spec } = of('Deployment').spec.template;
  const [container] = spec.containers;
  const env: Record<string, string> = Object.fromEntries(
    container.env.map(({ name, value }: Record<string, string>) => [name, value]),
  );

  it('sets only variables that the server reads, to values that it takes', () => {
    expect(Object.keys(env).filter((name) => !KNOWN_VARIABLES.has(name))).toEqual([]);
    expect(readSettings({ ...IMAGE_ENV, ...env }).lightdashUrl).not.toBeNull();
  });

  it('asks for health where the server answers', async () => {
    const probes = [container.livenessProbe, container.readinessProbe].map(({ httpGet }) => httpGet);
    expect(probes).toEqual([
      { path: '/healthz', port: 'http' },
      { path: '/readyz', port: 'http' },
    ]);
    await expectAnswers(probes.map(({ path }) => path));
  });

  it('leads to the port of the image', () => {
    expect(container.ports).toEqual([{ name: 'http', containerPort: Number(IMAGE_ENV.PORT) }]);
    expect(of('Service').spec.ports[0].targetPort).toBe('http');
    expect(of('Ingress').spec.rules[0].http.paths[0].backend.service).toEqual({
      name: of('Service').metadata.name,
      port: { name: 'http' },
    });
    expect(of('NetworkPolicy').spec.ingress[0].ports).toEqual([{ port: 'http' }]);
  });

  it('lets its Ingress write no addresses down, and take bodies as large as the server does', () => {
    expect(of('Ingress').spec.ingressClassName).toBe('nginx');
    expect(of('Ingress').metadata.annotations).toMatchObject({
      'nginx.ingress.kubernetes.io/enable-access-log': 'false',
      'nginx.ingress.kubernetes.io/proxy-body-size': `${MAX_BODY_BYTES / 1024 / 1024}m`,
    });
  });

  it('runs two, of which one stays', () => {
    expect(of('Deployment').spec.replicas).toBe(2);
    expect(of('Deployment').spec.strategy.rollingUpdate.maxUnavailable).toBe(0);
    expect(of('PodDisruptionBudget').spec.minAvailable).toBe(1);
  });

  it('selects the pods of the deployment everywhere', () => {
    const { labels } = of('Deployment').spec.template.metadata;
    expect(of('Service').spec.selector).toEqual(labels);
    for (const kind of ['Deployment', 'PodDisruptionBudget'])
      expect(of(kind).spec.selector.matchLabels).toEqual(labels);
    expect(of('NetworkPolicy').spec.podSelector.matchLabels).toEqual(labels);
  });

  it('gives the container no rights, and nothing to write to but /tmp and the kept assets', () => {
    expect(`${spec.securityContext.runAsUser}:${spec.securityContext.runAsGroup}`).toBe(instruction('USER')[0]);
    expect(spec.securityContext.runAsNonRoot).toBe(true);
    expect(spec.automountServiceAccountToken).toBe(false);
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(container.volumeMounts).toEqual([
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'kept', mountPath: env.KEEP_ASSETS_DIR },
    ]);
    expect(container.resources.limits.memory).toBeDefined();
  });

  it('keeps assets where all pods write to', () => {
    expect(readSettings({ ...IMAGE_ENV, ...env }).keepAssetsDir).toBe('/kept');
    const claim = of('PersistentVolumeClaim');
    expect(spec.volumes).toContainEqual({ name: 'kept', persistentVolumeClaim: { claimName: claim.metadata.name } });
    expect(claim.spec.accessModes).toEqual(['ReadWriteMany']);
    expect(spec.securityContext.fsGroup).toBe(spec.securityContext.runAsGroup);
  });

  it('says where portals are named', () => {
    expect(env).toHaveProperty('EMBED_ORIGINS');
  });

  it('waits longer than the server takes to stop', () => {
    const { stopDelayMs } = readSettings({ ...IMAGE_ENV, ...env });
    expect(stopDelayMs).toBeGreaterThan(0);
    expect(spec.terminationGracePeriodSeconds * 1_000).toBeGreaterThan(stopDelayMs + GRACE_MS);
  });
});
