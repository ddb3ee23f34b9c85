// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.chaos.experiment;

import dev.ballast.control.chaos.experiment.Sight.Moment;
import dev.ballast.model.experiment.Activity;
import dev.ballast.model.experiment.SteadyState;
import dev.ballast.model.experiment.Tolerance;
import dev.ballast.model.rollout.Tree;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Looks at the steady state: probe by probe, up to the first that is not within its tolerance. */
final class SteadyLook {

  private final SteadyState steady;
  private final boolean dry;
  private final Tickets tickets;
  private final Function<String, Optional<Tree>> json;
  private boolean looking;

  SteadyLook(
      SteadyState steady, boolean dry, Tickets tickets, Function<String, Optional<Tree>> json) {
    this.steady = steady;
    this.dry = dry;
    this.tickets = tickets;
    this.json = json;
  }

  boolean isLooking() {
    return looking;
  }

  void look(Moment moment, Consumer<Sight> then) {
    looking = true;
    probe(moment, new ArrayList<>(), then);
  }

  private void probe(Moment moment, List<Entry> seen, Consumer<Sight> then) {
    if (seen.size() == steady.probes().size()) {
      seenAll(new Sight(moment, true, seen), then);
      return;
    }
    Activity probe = steady.probes().get(seen.size());
    tickets.pause(
        probe.before(),
        () -> {
          Instant start = tickets.now();
          tickets.run(
              probe,
              false,
              answer ->
                  judge(
                      probe,
                      answer,
                      judgement -> {
                        seen.add(new Entry(probe, answer, start, tickets.now(), judgement));
                        if (judgement.met()) {
                          tickets.pause(probe.after(), () -> probe(moment, seen, then));
                        } else {
                          seenAll(new Sight(moment, false, seen), then);
                        }
                      }));
        });
  }

  private void seenAll(Sight sight, Consumer<Sight> then) {
    looking = false;
    then.accept(sight);
  }

  private void judge(Activity probe, Answer answer, Consumer<Entry.Judgement> then) {
    if (dry) {
      then.accept(Entry.Judgement.NONE);
    } else if (answer.status() != Answer.Status.SUCCEEDED) {
      then.accept(Entry.Judgement.missed("no answer: " + answer.exception()));
    } else if (probe.tolerance() instanceof Tolerance.Probe(Activity asked)) {
      tickets.run(
          OpinionProbe.given(asked, answer.output(), tickets.values()),
          false,
          opinion ->
              then.accept(
                  Tolerances.isYes(asked.provider(), opinion)
                      ? Entry.Judgement.kept()
                      : Entry.Judgement.missed(asked.name() + " says no")));
    } else {
      then.accept(new Tolerances(tickets.values(), json).judge(probe.tolerance(), answer.output()));
    }
  }
}
