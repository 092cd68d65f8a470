package org.forgedtoken.detector.chart;

import java.util.LinkedHashMap;
import java.util.Map;

/** Values of many kinds: each switch on and off, alone and with others. */
final class ChartMatrix {
    private static final Map<String, String> ALL = new LinkedHashMap<>();

    static final String EVERYTHING = """
        replicas: 5
        standbys: 2
        image: {repository: shop/detector, digest: "sha256:%s", pullPolicy: Always, pullSecrets: [pull]}
        kafka:
          bootstrapServers: kafka-0.kafka:9093,kafka-1.kafka:9094
          applicationId: shop-detector
          securityProtocol: SASL_SSL
          sasl: {mechanism: SCRAM-SHA-512, jaasSecret: {name: shop-detector-user}}
          tls: {caSecret: {name: kafka-cluster-ca-cert}, clientSecret: {name: shop-detector-user}}
        http: {port: 9090, tokenSecret: {name: web, key: bearer}}
        config:
          topic.alerts: shop.alerts
          alerts.retention: 365d
          ledger.grace: 5m
          pending.max: 2000000
          block.keys: true
          canary.interval: 10m
          judge.partitions: 12
          token.identity.https://login.shop.example: digest
          jwks: https://login.shop.example:8443/keys
          jwks.https://login.partner.example: /etc/detector/files/partner.json
          access.protected-paths: /api,/v1
          kafka.num.stream.threads: 4
          kafka.ssl.endpoint.identification.algorithm: https
        files: {partner.json: '{"keys":[]}', "ours.json": "{}"}
        exceptions:
          entries:
            - {rule: source-fan-out, network: 198.51.100.0/24, reason: 'office & "VPN" <eu>', until: 2027-01-01T00:00:00Z}
            - {rule: token-never-issued, entity: tok-1, reason: red team, until: 2026-12-24T00:00:00Z}
        logFormat: text
        java: {maxRamPercentage: 50, options: ["-XX:+UseZGC", "-Ddetector.log.level=DEBUG"]}
        extraEnv: [{name: ZONE, value: eu}, {name: PROXY_PASSWORD, valueFrom: {secretKeyRef: {name: proxy, key: p}}}]
        extraVolumes: [{name: more, emptyDir: {}}]
        extraVolumeMounts: [{name: more, mountPath: /more}]
        persistence: {size: 100Gi, storageClass: fast, accessMode: ReadWriteOnce, whenScaled: Delete}
        resources: {requests: {cpu: 4, memory: 12Gi}, limits: {cpu: "8", memory: 12Gi}}
        podDisruptionBudget: {maxUnavailable: 25%%}
        antiAffinity: required
        topologySpread: {whenUnsatisfiable: DoNotSchedule}
        nodeSelector: {disk: nvme}
        tolerations: [{key: dedicated, operator: Equal, value: kafka, effect: NoSchedule}]
        priorityClassName: high
        podLabels: {team: soc}
        podAnnotations: {note: "1"}
        serviceAccount: {annotations: {a: b}}
        service: {type: LoadBalancer, port: 80, publishNotReadyAddresses: true, annotations: {a: b}}
        networkPolicy:
          gateways: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: gateways}}}]
          prometheus: [{namespaceSelector: {}}]
          kafka: [{ipBlock: {cidr: 10.0.0.0/8}}]
          kafkaPorts: [9093, 9095]
          dns: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: openshift-dns}}}]
          extraEgress: [{to: [{ipBlock: {cidr: 192.0.2.1/32}}], ports: [{port: 4317}]}]
        podMonitor: {enabled: true, job: detector, labels: {release: prometheus}}
        prometheusRule: {enabled: true, labels: {release: prometheus}}
        dashboards: {enabled: true, namespace: grafana, annotations: {folder: security}}
        strimzi:
          cluster: main
          namespace: kafka
          topics: {enabled: true, partitions: {access: 12, issuance: 12}}
          user: {enabled: true, name: shop-detector-user}
        """.formatted("ab".repeat(32));

    static {
        ALL.put("defaults", "{}");
        ALL.put("everything", EVERYTHING);
        ALL.put("one instance", "{replicas: 1}");
        ALL.put("no standbys, many instances", "{replicas: 12, standbys: 0}");
        ALL.put("no volume", "{persistence: {enabled: false, size: 2Gi}}");
        ALL.put("no policies", "{networkPolicy: {enabled: false}, podDisruptionBudget: {enabled: false}}");
        ALL.put("no account of its own", "{serviceAccount: {create: false}}");
        ALL.put("an account of others", "{serviceAccount: {create: false, name: shared}}");
        ALL.put("placed anywhere", "{antiAffinity: none, topologySpread: {enabled: false}, dnsConfig: {}}");
        ALL.put(
                "placed by hand",
                "{affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms:"
                        + " [{matchExpressions: [{key: disk, operator: In, values: [nvme]}]}]}}}}");
        ALL.put("TLS", "{kafka: {securityProtocol: SSL, tls: {caSecret: {name: ca}}}}");
        ALL.put("mutual TLS", "{kafka: {securityProtocol: SSL, tls: {clientSecret: {name: me}}}}");
        ALL.put("SASL without TLS", "{kafka: {securityProtocol: SASL_PLAINTEXT, sasl: {mechanism: PLAIN}}}");
        ALL.put(
                "monitored",
                "{podMonitor: {enabled: true}, prometheusRule: {enabled: true}, dashboards: {enabled: true}}");
        ALL.put("Strimzi's topics", "{strimzi: {topics: {enabled: true}}}");
        ALL.put("Strimzi's user", "{strimzi: {apiVersion: v1beta2, user: {enabled: true, authentication: tls}}}");
        ALL.put("exceptions of others", "{exceptions: {existingConfigMap: ours}}");
        ALL.put("names", "{fullnameOverride: d, nameOverride: detector, clusterDomain: corp.example}");
        ALL.put("stops at once", "{preStopSleepSeconds: 0, minReadySeconds: 0}");
        ALL.put("part of another chart", "{global: {x: 1}}");
    }

    private ChartMatrix() {}

    /** Values by what they are about. */
    static Map<String, String> all() {
        return ALL;
    }
}
