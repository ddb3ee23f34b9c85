// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import dev.ballast.model.Budgeting;
import dev.ballast.model.Place;
import dev.ballast.model.Slo;
import dev.ballast.telemetry.query.MetricQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** One SLO by one way to count what is good: its readers, and how their numbers are judged. */
final class SloSide {

  private final Slo slo;
  private final SloJudge judge;
  private final CompositeJudge composites;

  /** One for the SLO, or first that and then one for each objective of a composite. */
  private final List<ObjectiveReader> readers = new ArrayList<>();

  SloSide(Slo slo, Frame frame, Increase increase, SloPolicy policy) {
    this.slo = slo;
    judge = new SloJudge(policy);
    composites = new CompositeJudge(policy);
    Slo.Terms terms = slo.terms();
    if (terms.isJoined()) {
      SliceReader all = SliceReader.of(terms.parts(), slo, frame, increase, policy);
      readers.add(all);
      for (int i = 0; i < terms.parts().size(); i++) {
        readers.add(all.only(i));
      }
      return;
    }
    for (Slo.Part part : terms.isComposite() ? terms.parts() : List.of(whole(slo))) {
      readers.add(reader(part, slo, frame, increase, policy));
    }
  }

  private static Slo.Part whole(Slo slo) {
    return new Slo.Part(
        slo.displayName(), slo.sli(), slo.target(), slo.terms().budgeting(), 1, slo.dataSource());
  }

  private static ObjectiveReader reader(
      Slo.Part part, Slo slo, Frame frame, Increase increase, SloPolicy policy) {
    return switch (part.budgeting()) {
      case Budgeting.Timeslices(Duration _, var _) ->
          SliceReader.of(List.of(part), slo, frame, increase, policy);
      case Budgeting.RatioTimeslices _ ->
          SliceReader.of(List.of(part), slo, frame, increase, policy);
      case Budgeting.Occurrences _, Budgeting.Unstated _ ->
          new EventReader(
              part.sli(), part.dataSource(), BurnRule.windows(slo), frame, increase, policy);
    };
  }

  /** As asked; before the first question, as it would be. */
  List<String> queries() {
    return readers.getFirst().queries();
  }

  /** The places of which anything was heard. */
  List<Place> places() {
    List<String> regions =
        slo.terms().isComposite() ? List.of(RegionSums.WHOLE) : readers.getFirst().regions();
    return regions.stream().map(region -> new Place(slo.service(), region)).toList();
  }

  /** The whole first, then its regions. */
  List<SloStatus> look(Function<String, MetricQuery> sources, Frame frame) {
    readers.forEach(reader -> reader.refresh(sources, frame));
    if (slo.terms().isJoined()) {
      SloStatus together = status(slo, readers.getFirst(), RegionSums.WHOLE, frame);
      List<SloStatus> parts = parts(readers.subList(1, readers.size()), frame);
      return List.of(
          together.with(
              together.state(),
              CompositeJudge.problem(slo.terms().parts(), parts),
              together
                  .details()
                  .withComponents(CompositeJudge.components(slo.terms().parts(), parts))));
    }
    if (slo.terms().isComposite()) {
      List<SloNumbers> numbers =
          readers.stream().map(reader -> reader.numbers(RegionSums.WHOLE)).toList();
      return List.of(composites.judge(slo, parts(readers, frame), numbers, frame));
    }
    ObjectiveReader reader = readers.getFirst();
    return reader.regions().stream().map(region -> status(slo, reader, region, frame)).toList();
  }

  private List<SloStatus> parts(List<ObjectiveReader> own, Frame frame) {
    List<SloStatus> parts = new ArrayList<>();
    for (int i = 0; i < own.size(); i++) {
      Slo alone = CompositeJudge.alone(slo, slo.terms().parts().get(i));
      parts.add(status(alone, own.get(i), RegionSums.WHOLE, frame));
    }
    return parts;
  }

  private SloStatus status(Slo one, ObjectiveReader reader, String region, Frame frame) {
    Place place = new Place(slo.service(), region);
    return judge.judge(one, place, reader.numbers(region), reader.split(), reader.queries(), frame);
  }
}
