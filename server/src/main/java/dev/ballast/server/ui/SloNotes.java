// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.control.slo.Alarm;
import dev.ballast.control.slo.SloDetails;
import dev.ballast.control.slo.SloStatus;
import dev.ballast.control.slo.Words;
import dev.ballast.control.slo.replay.Exclusions;
import dev.ballast.model.Budgeting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How a budget came about, where it is not simply good events of all, as sentences. */
final class SloNotes {

  private SloNotes() {}

  static List<String> of(SloStatus slo) {
    List<String> notes = new ArrayList<>();
    switch (slo.details().budgeting()) {
      case Budgeting.Timeslices timeslices ->
          notes.add(
              "Counts slices of %s; one is good when at least %s of its events are."
                  .formatted(
                      Words.duration(timeslices.slice()),
                      Words.percent(timeslices.target().value())));
      case Budgeting.RatioTimeslices ratio ->
          notes.add(
              "Counts slices of %s, each by the share of its events that are good."
                  .formatted(Words.duration(ratio.slice())));
      case Budgeting.Occurrences _, Budgeting.Unstated _ -> {}
    }
    for (SloDetails.Component part : slo.details().components()) {
      notes.add(
          "%s: %s, %s left of its own budget, weight %s, target %s"
              .formatted(
                  part.name(),
                  ServiceCharts.words(part.state()).toLowerCase(Locale.ROOT),
                  part.state() == SloStatus.State.NO_DATA
                      ? Sight.UNKNOWN
                      : Sight.budget(part.budget().remaining()),
                  Words.number(part.weight()),
                  Sight.target(part.target().value())));
    }
    for (SloDetails.Bounds bounds : slo.details().bounds()) {
      notes.add(
          "Between bounds: %s to %s of the budget left. %s."
              .formatted(
                  Sight.budget(bounds.remainingLow()),
                  Sight.budget(bounds.remainingHigh()),
                  bounds.why()));
    }
    for (Exclusions.Audited one : slo.details().exclusions().audit()) {
      notes.add(
          "Left out: %s to %s, %s (%s)%s"
              .formatted(
                  one.granted().from(),
                  one.granted().to(),
                  one.exclusion().reason(),
                  one.exclusion().by(),
                  one.refused().isZero()
                      ? ""
                      : "; %s more count, the cap of %s is reached"
                          .formatted(
                              Words.duration(one.refused()), Words.percent(one.cap().value()))));
    }
    for (Alarm alarm : slo.details().alarms()) {
      notes.add(
          "Alert policy %s: %s"
              .formatted(
                  alarm.policy().displayName(),
                  switch (alarm.state()) {
                    case BREACHING -> "its condition holds";
                    case CALM -> "its condition does not hold";
                    case UNPROVED -> "its condition may hold, but that may be chance";
                    case NO_DATA -> "there is no data for it";
                  }));
    }
    return notes;
  }
}
