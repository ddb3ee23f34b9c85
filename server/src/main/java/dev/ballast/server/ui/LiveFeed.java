// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.server.board.Board;
import dev.ballast.server.board.Notice;
import dev.ballast.server.http.EventStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Sends the parts of a page that have changed whenever there is a newer board. */
final class LiveFeed {

  /** Ages and staleness change without a newer board, too. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Notice notice;
  private final Templates templates;

  LiveFeed(Notice notice, Templates templates) {
    this.notice = notice;
    this.templates = templates;
  }

  void run(EventStream out, Function<Board, List<Fragment>> page) throws InterruptedException {
    Map<String, String> sent = new HashMap<>();
    // The reader has just loaded the page: what is the same is not sent again.
    page.apply(notice.board()).forEach(f -> sent.put(f.event(), render(f)));
    long version = notice.board().version();
    boolean there = out.beat();
    while (there && !Thread.currentThread().isInterrupted()) {
      Board board = notice.await(version, PATIENCE);
      version = board.version();
      there = send(out, page.apply(board), sent);
    }
  }

  private boolean send(EventStream out, List<Fragment> fragments, Map<String, String> sent)
      throws InterruptedException {
    boolean any = false;
    for (Fragment fragment : fragments) {
      String html = render(fragment);
      if (!html.equals(sent.put(fragment.event(), html))) {
        any = true;
        if (!out.send("", fragment.event(), html)) {
          return false;
        }
      }
    }
    return any || out.beat();
  }

  private String render(Fragment fragment) {
    return templates.render(fragment.template(), fragment.parameters());
  }
}
