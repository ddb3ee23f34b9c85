// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.maturity.live;

import static dev.ballast.control.maturity.FactName.ALERTS_DELIVERED;
import static dev.ballast.control.maturity.FactName.OWNER_REACHED;
import static dev.ballast.control.maturity.FactName.RUNBOOK_DELIVERED;
import static dev.ballast.control.maturity.live.View.said;

import dev.ballast.model.Event;
import java.util.List;

/** Who was called, with what at hand, and whether it arrived. */
final class PageFacts {

  private PageFacts() {}

  static void read(View view, Facts facts) {
    Tally reached = new Tally();
    for (String name : List.of("page.opened", "page.escalated")) {
      view.events(OWNER_REACHED, name)
          .forEach(event -> reached.add(!said(event, "people").isBlank(), event));
    }
    facts.saw(OWNER_REACHED, reached.count("pages that named somebody who is on call"));
    Tally runbooks = new Tally();
    view.events(RUNBOOK_DELIVERED, "page.opened")
        .forEach(event -> runbooks.add(!said(event, "detail_runbook_url").isBlank(), event));
    facts.saw(RUNBOOK_DELIVERED, runbooks.share("pages carried a runbook"));
    if (view.isWhole()) {
      facts.saw(ALERTS_DELIVERED, deliveries(view).share("messages arrived"));
    }
  }

  private static Tally deliveries(View view) {
    Tally tally = new Tally();
    view.events(ALERTS_DELIVERED, "webhook.delivered").forEach(event -> tally.add(true, event));
    view.events(ALERTS_DELIVERED, "webhook.failed").forEach(event -> tally.add(false, event));
    for (Event event : view.events(ALERTS_DELIVERED, "webhook.tested")) {
      tally.add(said(event, "outcome").equals("delivered"), event);
    }
    return tally;
  }
}
