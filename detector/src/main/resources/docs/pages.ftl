<#-- The generated pages of topology-docs; `page` names the one. What is said of each thing stands in pages.properties. -->
<#function code text><#return "`${text}`"></#function>
<#function joined list><#return list?map(one -> code(one))?join(", ")></#function>
<#macro table heads>
| ${heads} |
|<#list heads?split(" | ") as head> --- |</#list>
<#nested></#macro>
<#macro row cells...>
<#list cells as cell>| ${cell?replace("|", "\\|")} </#list>|
</#macro>
# ${page?cap_first}

Written by `detector/bin/detector topology --docs topology-docs`: change the program, not this page.

<#macro topology>
```mermaid
${diagram}```

Round: topics. Boxes: steps. Barrels: what a step remembers.

<@table "step | what it does">
<#list steps as step>
<@row step texts["step." + step]/>
</#list>
</@table>

## As Kafka Streams describes it

```
${description}```
</#macro>
<#macro topics>
<@table "topic | way | step | key | settings | what it holds">
<#list allTopics as topic>
<#local named = "topic." + topic.name?replace("-\\d+$", "", "r") config = topic.config>
<@row code(topic.name) topic.way.label() topic.step texts[named + ".key"]
  config?keys?sort?map(key -> code(key + "=" + config[key]))?join(" ") texts[named]/>
</#list>
</@table>

The detector creates the topics that go out, and Kafka Streams the internal ones, under the full name `<application.id>-<name>-repartition`; the number of their partitions (`judge.partitions`) is fixed at the first start.
</#macro>
<#macro stores>
<@table "store | step | kept | key | what it holds">
<#list memories as memory>
<@row code(memory.name) memory.stage memory.place.label() texts["store.${memory.name}.key"] texts["store.${memory.name}"]/>
</#list>
</@table>

Each is logged to `<application.id>-<store>-changelog`, and read back from there after a restart.

`${blockList}` and `${compromisedKeys}` are no step's: every instance keeps in memory why and until when what is blocked, and which keys have a verified incident that is open, and reads all of both from their topics before it begins to work.
</#macro>
<#macro settings>
<@table "setting | default | must be | what it does">
<#list allSettings as setting>
<@row code(setting.key) + setting.perIssuer?then(", " + code(setting.key + ".<issuer>"), ""),
  (setting.fallback == "")?then("", code(setting.fallback)), setting.kind.rule, texts["setting." + setting.key]/>
</#list>
</@table>

In the environment a setting is `DETECTOR_` and its key in capitals, with `_` for `.` and `-`: `DETECTOR_LEDGER_GRACE`, and of a name that you give `DETECTOR_NOTIFY_OPS_SECRET` for `notify.ops.secret`.

Everything under `kafka.` goes to the Kafka clients as it is, and wins over the detector's own choice.
</#macro>
<#macro meters all>
<@table "metric | type | labels | unit | what it says">
<#list all as meter>
<@row code(meter.id) meter.type?lower_case joined(meter.labels) meter.unit meter.sentence/>
</#list>
</@table>
</#macro>
<#macro metrics>
<@meters own?map(meter -> meter.entry())/>

All exist at 0 from the start, with every value of their labels (`regime` follows `incident.reporting`), and no label takes a value from a record.

<@table "metric | label | its values">
<#list own as meter>
<#list meter.labels() as label>
<@row code(meter.id()) code(label), (meter.name() == "STEP_INPUT")?then("from the topology", joined(values.labels(meter, label?index)))/>
</#list>
</#list>
</@table>

<@table "histogram | upper ends of its buckets, in seconds">
<#list own?filter(meter -> meter.entry().type().name() == "HISTOGRAM") as meter>
<@row code(meter.id()) meter.entry().buckets()?map(bucket -> values.seconds(bucket))?join(", ")/>
</#list>
</@table>

A histogram has `_bucket`, `_sum` and `_count`, and beside it a gauge `_max`: the largest of the last minutes.

Kafka Streams' own meters begin with `kafka_stream_`, those of its consumers, producers and admin client with
`kafka_consumer_`, `kafka_producer_` and `kafka_admin_client_`. They know topics and tasks; `detector_step_input` says
which step that is. These are what the alert rules and dashboards are built on:

<@meters ofKafka/>

The steps that are behind, in records:

```
sum by (step) (
  kafka_consumer_fetch_manager_records_lag
  * on (topic) group_left (step) max by (topic, step) (detector_step_input)
)
```

What each step takes, in records a second:

```
sum by (step) (
  rate(kafka_consumer_fetch_manager_records_consumed_total[5m])
  * on (topic) group_left (step) max by (topic, step) (detector_step_input)
)
```
</#macro>
<@.vars[page]/>
