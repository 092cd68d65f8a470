<#-- A checkup for people: findings, what they rest on, and the verdict as the last line. Strangers' text is quoted and cut. -->
<#assign MOST_ROWS = 20 tokens = sample.uses?size>
<#macro row name text>
${"  ${name?right_pad(20)} ${text}"?replace("\\s+$", "", "r")}
</#macro>
Findings, the worst first
<#list checkup.advices() as advice>
<@row advice.weight advice.says/>
<@row "" "-> " + advice.change/>
<#else>
<@row "none" ""/>
</#list>

Feeds
<#list sample.feeds as feed, read>
<#if read.records gt 0>
<@row feed.label() "${read.records} records ${read.from}" + read.full?then(", and no more", "")
  + ": ${plain.time(read.oldest)} to ${plain.time(read.newest)}"/>
<#assign outcomes = read.outcomes((feed == "ACCESS")?then(tokens, 0))>
<#if outcomes != ""><@row "" outcomes/></#if>
</#if>
</#list>
<@row "tokens are known by" plain.shares(sample.identities, tokens)/>
<@row "signatures" plain.shares(sample.signatures, tokens)/>

Issuers and signing keys
<#list issuers[0..*MOST_ROWS] as issuer>
<@row "issuer" visible.quoted(issuer.name)/>
<@stated "  in use" issuer.used!false/>
<@stated "  issued" issuer.issued!false/>
<#if issuer.listed??><@row "  listed" "keys " + plain.named(issuer.listed.keyIds)/></#if>
</#list>
<#if issuers?size gt MOST_ROWS><@row "" "and ${issuers?size - MOST_ROWS} issuers more"/></#if>
<#macro stated feed stated>
<#if !stated?is_boolean>
<@row feed "${stated.tokens} tokens by ${plain.by(stated.mostlyKeyedBy())}, keys "
  + stated.keyIds?has_content?then(plain.named(stated.keyIds), "not named")/>
<#else>
<@row feed "none"/>
</#if>
</#macro>

Ledger
<#list sample.partitions[0..*MOST_ROWS] as some>
<@row "partition ${some?index}", (some.records + some.heartbeats == 0)?then("idle", "${some.records} records, ${some.heartbeats}"
  + " heartbeats (${some.vouching} with \"since\"), longest silence ${plain.length(some.longestSilence)}")/>
</#list>
<#list sample.coverage.extents()[0..*MOST_ROWS] as extent>
<#assign length = 0 silence = ([0] + sample.marks?filter(mark -> mark.issuer == extent.issuer)?map(mark -> mark.maxSilence))?max>
<#list extent.covered as some><#assign length += some.until - some.since></#list>
<@row "coverage" "${visible.quoted(extent.issuer)}: ${plain.length(length)}, in stretches ${extent.covered?size}, partitions"
  + " ${extent.partitions}, holes ${sample.coverage.holes(extent.issuer)?size}, silence allowed "
  + (silence == 9223372036854775807)?then("any (too few records to learn it)", plain.length(silence))/>
</#list>

Clocks and waiting
<#assign delay = 0 gap = 0 early = checkup.outlook.early>
<#if sample.live && issuance.records gt issuance.unreadable()>
<#assign delay = [0, issuance.delay(50)]?max gap = ([0] + sample.partitions?map(some -> some.meanGap()))?max>
<@row "issuance delay" "half of the records within ${plain.length(delay)}, 99 % within ${plain.length(issuance.delay(99))}"/>
</#if>
<@row "used before issued" early?has_content?then(
  "${early?size} accesses, half of them by up to ${plain.length(feeds.percentile(early, 50))}", "none")/>
<@row "a forgery alerts" "by the settings given here, about ${((grace + skew + own + delay + gap) / 1000)?round} s after its first use:"
  + " ledger.grace ${plain.length(grace)}, clock.skew ${plain.length(skew)}, the program's own steps ${plain.length(own)}"
  + sample.live?then(", the feed's delay ${plain.length(delay)}, up to its next record ${plain.length(gap)}", "")/>
<@row "" "one used within ${plain.length(skew)} of the ledger's beginning is undetermined, as is one that says it was issued before"/>

Verdict: ${checkup.verdict()}
