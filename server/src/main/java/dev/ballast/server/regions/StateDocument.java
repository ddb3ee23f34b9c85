// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.regions;

import dev.ballast.control.regions.failover.FailoverState;
import dev.ballast.control.regions.failover.Phase;
import dev.ballast.control.regions.readiness.Wish;
import dev.ballast.control.regions.tenure.Tenure;
import dev.ballast.model.RegionName;
import dev.ballast.server.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The controller's memory as it is kept in the ledger. */
record StateDocument(
    long epoch,
    String owner,
    String phase,
    @Nullable Wished wish,
    @Nullable String target,
    long claiming,
    boolean claimed,
    @Nullable List<String> waiting,
    int stage,
    boolean fenced,
    @Nullable Instant since,
    @Nullable Instant asked,
    @Nullable Instant lastChange,
    @Nullable String region,
    @Nullable String why) {

  /** What somebody wants. */
  record Wished(
      Wish.Kind kind,
      String region,
      String by,
      long losing,
      @Nullable String glassBy,
      @Nullable String reason) {

    static Wished of(Wish wish) {
      Wish.Glass glass = wish.glass();
      return new Wished(
          wish.kind(),
          wish.region().value(),
          wish.by(),
          wish.losing(),
          glass == null ? null : glass.by(),
          glass == null ? null : glass.reason());
    }

    Wish wish() {
      Wish plain = Wish.of(kind, new RegionName(region), by).losing(losing);
      return glassBy == null || reason == null
          ? plain
          : plain.breaking(new Wish.Glass(glassBy, reason));
    }
  }

  static String text(FailoverState state) {
    Tenure t = state.tenure();
    Instant last = state.lastChange().equals(Instant.MIN) ? null : state.lastChange();
    return Json.text(
        switch (state.phase()) {
          case Phase.Watching _ -> plain(t, "watching", last);
          case Phase.Fencing f ->
              new StateDocument(
                  t.epoch(),
                  t.owner().value(),
                  "fencing",
                  Wished.of(f.wish()),
                  f.target().value(),
                  f.epoch(),
                  f.claimed(),
                  List.copyOf(f.waiting()),
                  0,
                  false,
                  f.since(),
                  f.asked(),
                  last,
                  null,
                  null);
          case Phase.Promoting p ->
              new StateDocument(
                  t.epoch(),
                  t.owner().value(),
                  "promoting",
                  Wished.of(p.wish()),
                  p.target().value(),
                  p.epoch(),
                  true,
                  List.copyOf(p.waiting()),
                  0,
                  false,
                  p.since(),
                  p.asked(),
                  last,
                  null,
                  null);
          case Phase.Shifting s ->
              new StateDocument(
                  t.epoch(),
                  t.owner().value(),
                  "shifting",
                  Wished.of(s.wish()),
                  null,
                  0,
                  false,
                  null,
                  s.stage(),
                  false,
                  s.since(),
                  null,
                  last,
                  null,
                  null);
          case Phase.Out o ->
              new StateDocument(
                  t.epoch(),
                  t.owner().value(),
                  "out",
                  null,
                  null,
                  0,
                  false,
                  null,
                  0,
                  o.fenced(),
                  o.since(),
                  null,
                  last,
                  o.region().value(),
                  o.why());
        });
  }

  private static StateDocument plain(Tenure t, String phase, @Nullable Instant last) {
    return new StateDocument(
        t.epoch(),
        t.owner().value(),
        phase,
        null,
        null,
        0,
        false,
        null,
        0,
        false,
        null,
        null,
        last,
        null,
        null);
  }

  static FailoverState read(String text) {
    return Json.read(text, StateDocument.class).state();
  }

  private FailoverState state() {
    return new FailoverState(
        new Tenure(epoch, new RegionName(owner)),
        phaseOf(),
        lastChange == null ? Instant.MIN : lastChange,
        "");
  }

  private Phase phaseOf() {
    Instant began = since == null ? Instant.EPOCH : since;
    Instant last = asked == null ? Instant.EPOCH : asked;
    Set<String> left = waiting == null ? Set.of() : Set.copyOf(waiting);
    if (wish != null && target != null && phase.equals("fencing")) {
      return new Phase.Fencing(
          wish.wish(), new RegionName(target), claiming, claimed, left, began, last);
    }
    if (wish != null && target != null && phase.equals("promoting")) {
      return new Phase.Promoting(wish.wish(), new RegionName(target), claiming, left, began, last);
    }
    if (wish != null && phase.equals("shifting")) {
      return new Phase.Shifting(wish.wish(), stage, began);
    }
    if (region != null && phase.equals("out")) {
      return new Phase.Out(new RegionName(region), fenced, began, why == null ? "" : why);
    }
    return new Phase.Watching();
  }
}
