// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.maturity.live;

import static dev.ballast.control.maturity.FactName.ACTED_ALONE;
import static dev.ballast.control.maturity.FactName.HEALED;
import static dev.ballast.control.maturity.FactName.HEALED_ALONE;
import static dev.ballast.control.maturity.FactName.HEALING_UNDONE;
import static dev.ballast.control.maturity.FactName.HEALING_VERIFIED;
import static dev.ballast.control.maturity.live.View.said;

import dev.ballast.model.Event;
import dev.ballast.model.maturity.Proof;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** What was done about trouble without a person, and what came of it. */
final class HealingFacts {

  private static final String ACTED = "healing.acted";
  private static final String VERIFIED = "healing.verified";
  private static final String UNDONE = "healing.undone";
  private static final String ESCALATED = "healing.escalated";

  private HealingFacts() {}

  static void read(View view, Facts facts) {
    Tally healed = new Tally();
    view.events(HEALED, ACTED).forEach(event -> healed.add(true, event));
    view.events(HEALED, ESCALATED).forEach(event -> healed.add(false, event));
    facts.saw(HEALED, healed.count("deeds"));
    Tally verified = new Tally();
    Tally undone = Tally.ofHarm();
    for (String name : List.of(VERIFIED, UNDONE, ESCALATED)) {
      for (Event event : view.events(HEALING_VERIFIED, name)) {
        if (name.equals(UNDONE) && said(event, "phase").equals("healed")) {
          continue; // It had helped, and was given back.
        }
        verified.add(name.equals(VERIFIED), event);
        undone.add(name.equals(UNDONE), event);
      }
    }
    facts.saw(HEALING_VERIFIED, verified.share("deeds were seen to help"));
    facts.saw(HEALING_UNDONE, undone.share("deeds were taken back"));
    facts.saw(HEALED_ALONE, alone(view).share("incidents were healed before a person came"));
    alone(view, facts);
  }

  /** Without a word of healing nothing is known of it: no failure of what was never begun. */
  private static Tally alone(View view) {
    Tally tally = new Tally();
    if (Stream.of(ACTED, VERIFIED, ESCALATED)
        .allMatch(name -> view.events(HEALED_ALONE, name).isEmpty())) {
      return tally;
    }
    for (Story story : view.stories(HEALED_ALONE)) {
      if (story.resolved != null) {
        Instant until = story.acknowledged == null ? story.resolved.at() : story.acknowledged.at();
        tally.add(
            story.services.stream()
                .flatMap(service -> view.shelf().of(service).named(VERIFIED).stream())
                .anyMatch(event -> !event.at().isBefore(story.onset) && !event.at().isAfter(until)),
            story.resolved);
      }
    }
    return tally;
  }

  /** Healing, a canary that went back, a region that was taken over: each by itself. */
  private static void alone(View view, Facts facts) {
    Tally tally = new Tally();
    view.events(ACTED_ALONE, ACTED).forEach(event -> tally.add(true, event));
    failed(view).forEach(proof -> tally.add(true, proof));
    RegionFacts.byThemselves(view, ACTED_ALONE).forEach(event -> tally.add(true, event));
    if (tally.of() == 0) {
      view.stories(ACTED_ALONE).forEach(story -> tally.add(false, story.opening));
    }
    facts.saw(ACTED_ALONE, tally.count("things were done without a person"));
  }

  private static Stream<Proof> failed(View view) {
    return ReleaseFacts.rolledBack(view).hits().stream()
        .filter(proof -> view.counts(ACTED_ALONE, proof.at()));
  }
}
