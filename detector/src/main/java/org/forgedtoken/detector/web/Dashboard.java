package org.forgedtoken.detector.web;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.forgedtoken.detector.web.board.Board;

/** The dashboard: its pages, and the API behind them. */
public final class Dashboard {
    private Dashboard() {}

    /**
     * All its pages.
     *
     * @param web where a browser without a session is to be sent to sign in
     */
    public static List<Page> pages(
            WebServer web, Board board, AlertStreams streams, CoveragePage.Source coverage, ActionsPage.Topic actions) {
        InstantSource clock = InstantSource.system();
        Assets assets = new Assets();
        assets.refuseAt(web);
        List<Page> pages = new ArrayList<>(assets.pages());
        pages.add(AlertsPage.of(board));
        pages.add(IncidentsPage.of(board));
        pages.add(CoveragePage.of(coverage, clock));
        pages.add(ActionsPage.of(board, actions, clock));
        pages.add(streams.page());
        return pages;
    }
}
