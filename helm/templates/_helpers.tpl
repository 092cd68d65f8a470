{{/* What every name begins with: at most 40 characters, so that what comes behind still fits. */}}
{{- define "detector.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else if contains (include "detector.name" .) .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "detector.name" .) | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "detector.name" -}}
{{- .Values.nameOverride | default .Chart.Name | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{/* The headless service that gives each pod its own name. */}}
{{- define "detector.peers" -}}
{{- include "detector.fullname" . }}-peers
{{- end -}}

{{- define "detector.serviceAccount" -}}
{{- if .Values.serviceAccount.create -}}
{{- .Values.serviceAccount.name | default (include "detector.fullname" .) -}}
{{- else -}}
{{- .Values.serviceAccount.name | default "default" -}}
{{- end -}}
{{- end -}}

{{/* What selects the pods: it must never change, so no version is in it. */}}
{{- define "detector.selector" -}}
app.kubernetes.io/name: {{ include "detector.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "detector.labels" -}}
{{ include "detector.selector" . }}
app.kubernetes.io/component: detector
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{- define "detector.image" -}}
{{- if .Values.image.digest -}}
{{- printf "%s@%s" .Values.image.repository .Values.image.digest -}}
{{- else -}}
{{- printf "%s:%s" .Values.image.repository (.Values.image.tag | default .Chart.AppVersion) -}}
{{- end -}}
{{- end -}}

{{/* A standby needs an instance of its own. */}}
{{- define "detector.standbys" -}}
{{- min (int .Values.standbys) (sub (int .Values.replicas) 1) -}}
{{- end -}}

{{/* Whether the chart itself writes the file of exceptions. */}}
{{- define "detector.exceptionsConfigMap" -}}
{{- if .Values.exceptions.existingConfigMap -}}
{{- .Values.exceptions.existingConfigMap -}}
{{- else if .Values.exceptions.entries -}}
{{- include "detector.fullname" . }}-exceptions
{{- end -}}
{{- end -}}

{{/* A number as people write it: YAML's numbers are floating, and 1000000 would become 1e+06. */}}
{{- define "detector.text" -}}
{{- if kindIs "float64" . -}}{{- int64 . -}}{{- else -}}{{- . | toString -}}{{- end -}}
{{- end -}}

{{/* One line of a properties file: list key value. An issuer's name has colons, which would end the key. */}}
{{- define "detector.property" -}}
{{- $key := index . 0 | replace "\\" "\\\\" | replace ":" "\\:" | replace "=" "\\=" | replace " " "\\ " | replace "#" "\\#" | replace "!" "\\!" -}}
{{- $value := include "detector.text" (index . 1) | replace "\\" "\\\\" | replace "\r" "\\r" | replace "\n" "\\n" | replace "\t" "\\t" -}}
{{- printf "%s=%s" $key (regexReplaceAll "^ " $value "\\ ") -}}
{{- end -}}

{{/* A duration of the settings (250ms, 2m, 30d) in milliseconds. */}}
{{- define "detector.milliseconds" -}}
{{- $units := dict "ms" 1 "s" 1000 "m" 60000 "h" 3600000 "d" 86400000 -}}
{{- $count := regexFind "^[0-9]+" . -}}
{{- mul (int64 $count) (int64 (get $units (trimPrefix $count .))) -}}
{{- end -}}

{{/* The name of a topic: dict "root" $ "topic" "dead-letters". */}}
{{- define "detector.topic" -}}
{{- $defaults := dict "access" "access-log" "issuance" "token-issuance" "keys" "signing-keys" "accounts" "accounts" "actions" "detector-actions" "alerts" "token-alerts" "incidents" "token-incidents" "blocklist" "token-blocklist" "dead-letters" "detector-dead-letters" -}}
{{- get .root.Values.config (printf "topic.%s" .topic) | default (get $defaults .topic) -}}
{{- end -}}

{{/* The ports of the brokers, as a JSON list. */}}
{{- define "detector.kafkaPorts" -}}
{{- $ports := list -}}
{{- if .Values.networkPolicy.kafkaPorts -}}
{{- range .Values.networkPolicy.kafkaPorts }}{{ $ports = append $ports (int .) }}{{ end -}}
{{- else -}}
{{- range splitList "," .Values.kafka.bootstrapServers }}{{ $ports = append $ports (int (regexFind "[0-9]+$" (trim .))) }}{{ end -}}
{{- end -}}
{{- $ports | uniq | toJson -}}
{{- end -}}

{{/* The ports at which key sets are fetched, as a JSON list. */}}
{{- define "detector.keySetPorts" -}}
{{- $ports := list -}}
{{- range $key, $value := .Values.config -}}
{{- if and (or (eq $key "jwks") (hasPrefix "jwks." $key)) (regexMatch "^https?://" (toString $value)) -}}
{{- $port := regexFind ":[0-9]+$" (urlParse $value).host | trimPrefix ":" -}}
{{- $ports = append $ports (int ($port | default (ternary "443" "80" (hasPrefix "https:" $value)))) -}}
{{- end -}}
{{- end -}}
{{- $ports | uniq | toJson -}}
{{- end -}}

{{/* All of detector.properties. The chart's own lines come last: they must agree with the manifests. */}}
{{- define "detector.properties" -}}
{{- range $key, $value := .Values.config }}
{{ include "detector.property" (list $key $value) }}
{{- end }}
kafka.application.id={{ .Values.kafka.applicationId }}
kafka.bootstrap.servers={{ .Values.kafka.bootstrapServers }}
kafka.state.dir=/var/lib/detector
kafka.num.standby.replicas={{ include "detector.standbys" . }}
kafka.consumer.session.timeout.ms={{ int .Values.kafka.sessionTimeoutMs }}
kafka.security.protocol={{ .Values.kafka.securityProtocol }}
{{- if hasPrefix "SASL_" .Values.kafka.securityProtocol }}
kafka.sasl.mechanism={{ .Values.kafka.sasl.mechanism }}
{{- end }}
{{- if .Values.kafka.tls.caSecret.name }}
kafka.ssl.truststore.type=PEM
kafka.ssl.truststore.location=/etc/detector/kafka-ca/ca.crt
{{- end }}
{{- if .Values.kafka.tls.clientSecret.name }}
kafka.ssl.keystore.type=PKCS12
kafka.ssl.keystore.location=/etc/detector/kafka-client/client.p12
{{- end }}
http.host=0.0.0.0
http.port={{ int .Values.http.port }}
{{- with .Values.http.decisionPort }}
decision.port={{ int . }}
{{- end }}
{{- if include "detector.exceptionsConfigMap" . }}
exceptions.file=/etc/detector/exceptions/exceptions.jsonl
{{- end }}
{{- end -}}

{{/* The name of the port that answers gateways, probes and other instances. */}}
{{- define "detector.decisions" -}}
{{ ternary "decision" "http" (not (empty .Values.http.decisionPort)) }}
{{- end -}}
