package org.forgedtoken.detector.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.HostInfo;
import org.forgedtoken.detector.evidence.EvidenceTopic;
import org.forgedtoken.detector.mapping.MappedFormat;
import org.forgedtoken.detector.metrics.Meter;
import org.forgedtoken.detector.metrics.Meters;
import org.forgedtoken.detector.notify.Notifier;
import org.forgedtoken.detector.reading.ActionReader;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.topology.Queries;
import org.forgedtoken.detector.web.AlertStreams;
import org.forgedtoken.detector.web.Dashboard;
import org.forgedtoken.detector.web.DecisionPage;
import org.forgedtoken.detector.web.Health;
import org.forgedtoken.detector.web.Page;
import org.forgedtoken.detector.web.PeerSeal;
import org.forgedtoken.detector.web.WebServer;
import org.forgedtoken.detector.web.board.Board;

/**
 * All that a running detector shows outside of Kafka: what it answers by HTTP, and whom it tells; and what reads Kafka for it. It
 * answers before the detector runs.
 */
final class Surface {
    private Surface() {}

    /**
     * Begins to answer; what is returned ends it.
     *
     * @param web that listens already; closed with this
     * @param properties those of {@code streams}
     * @param catchUp closed with this
     * @param partitions how many judging tasks there are
     */
    static Runnable serve(
            WebServer web,
            Settings settings,
            Map<String, String> properties,
            Cluster cluster,
            int partitions,
            KafkaStreams streams,
            Readiness readiness,
            CatchUp catchUp,
            Meters meters) {
        String address = properties.getOrDefault(StreamsConfig.APPLICATION_SERVER_CONFIG, "");
        Queries queries = new Queries(streams, partitions);
        Decisions decisions = new Decisions(
                settings,
                MappedFormat.ofFeeds(settings),
                HostInfo.buildFromEndpoint(address),
                queries,
                catchUp::isOver,
                new Peers(PeerSeal.of(settings), web.tls()),
                meters);
        Board board = new Board();
        AlertStreams live =
                new AlertStreams(new PulseRates(meters, () -> readiness.state().good(), address));
        String actionsTopic = settings.get(Catalogue.TOPIC_ACTIONS);
        ActionsTopic actions =
                new ActionsTopic(actionsTopic, new ActionReader(settings), cluster.exists(actionsTopic), properties);
        Polling polling = Polling.of(properties);
        Health health = new Health(() -> polling.state(streams.metrics()), readiness::state);
        List<Page> pages = new ArrayList<>(
                List.of(Page.metrics(() -> scrape(meters, readiness)), Page.live(health), Page.ready(health)));
        pages.addAll(DecisionPage.of(decisions, PeerSeal.of(settings)));
        pages.addAll(Dashboard.pages(web, board, live, new CoverageHere(queries, partitions, settings), actions));
        BoardReader reader = new BoardReader(settings, properties, board, live);
        web.serve(pages);
        reader.start();
        String applicationId = properties.getOrDefault(StreamsConfig.APPLICATION_ID_CONFIG, "");
        List<Notifier> notifiers = Notifier.start(settings, StreamsDefaults.client(properties), applicationId, meters);
        Optional<EvidenceTopic> evidence =
                EvidenceTopic.start(settings, StreamsDefaults.client(properties), applicationId);
        return () -> {
            Notifier.close(notifiers);
            evidence.ifPresent(EvidenceTopic::close);
            live.close();
            web.close();
            reader.close();
            actions.close();
            catchUp.close();
        };
    }

    private static String scrape(Meters meters, Readiness readiness) {
        meters.set(Meter.READY, readiness.state().good() ? 1 : 0);
        return meters.scrape();
    }
}
