// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.gameday;

import dev.ballast.connect.gameday.Canaries;
import dev.ballast.connect.gameday.MeshFaults;
import dev.ballast.ledger.regions.RegionLinks;
import dev.ballast.model.Webhook;
import dev.ballast.model.gameday.GameDay;
import dev.ballast.model.gameday.Step;
import dev.ballast.server.board.Notice;
import dev.ballast.server.regions.RegionDesk;
import dev.ballast.server.regions.RegionsJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Goes through checklists. What cannot be checked from here is unknown, and not well. */
final class DayChecks {

  private static final Pattern HEADROOM =
      Pattern.compile("(?<region>\\S+)\\s*>=\\s*(?<percent>[0-9.]+)\\s*%?");

  private final DayEyes eyes;
  private final MeshFaults faults;
  private final Notice notice;
  private final RegionDesk regions;
  private final RouteTest routes;

  DayChecks(DayEyes eyes, MeshFaults faults, Notice notice, RegionDesk regions, RouteTest routes) {
    this.eyes = eyes;
    this.faults = faults;
    this.notice = notice;
    this.regions = regions;
    this.routes = routes;
  }

  /** How a checklist went. */
  record Outcome(boolean well, String text) {}

  Outcome run(GameDay day, List<Step.Check> checks, Instant now, List<Canaries.Second> users)
      throws InterruptedException {
    List<String> said = new ArrayList<>();
    boolean well = true;
    for (Step.Check check : checks) {
      Outcome one =
          switch (check.kind()) {
            case STEADY_STATE -> {
              DayEyes.Seen seen = eyes.steady(day, now);
              yield new Outcome(seen.holds(), seen.text());
            }
            case PREFLIGHT -> preflight(day);
            case HEADROOM -> headroom(check.about());
            case SMOKE_TESTS -> smoke(users);
            case ALERT_ROUTE_TEST -> route(day, check.about());
            case DNS_AUDIT -> NameCheck.of(day, check.about());
            case LEDGER_AUDIT -> audit();
            case BY_HAND -> new Outcome(true, "for people, not checked by Ballast");
          };
      well &= one.well();
      said.add((one.well() ? "✓ " : "✗ ") + check.text() + ": " + one.text());
    }
    return new Outcome(well, String.join("; ", said));
  }

  private Outcome preflight(GameDay day) throws InterruptedException {
    if (day.mode() == GameDay.Mode.REHEARSE) {
      return new Outcome(true, "rehearsal, nothing will be broken");
    }
    for (Step step : day.faults()) {
      MeshFaults.Outcome one =
          faults.preflight(
              step.fault().orElseThrow(), "gameday/preflight", day.safety().lease(), day.seed());
      if (!one.done()) {
        return new Outcome(false, one.text());
      }
    }
    return new Outcome(true, "%d can be turned on".formatted(day.faults().size()));
  }

  /** Of the region that carries all: its load against what it was tested to bear. */
  private Outcome headroom(String about) {
    Matcher wanted = HEADROOM.matcher(about);
    if (!wanted.matches()) {
      return new Outcome(false, "written as REGION >= PERCENT%");
    }
    double all = 0;
    double tested = Double.NaN;
    for (RegionsJson.PolicyJson policy : regions.standing(RegionLinks.NONE).policies()) {
      for (RegionsJson.RegionJson region : policy.regions()) {
        Double load = region.load();
        Double bears = region.tested();
        all += load == null ? Double.NaN : load;
        if (region.name().equals(wanted.group("region")) && bears != null) {
          tested = bears;
        }
      }
    }
    double left = 1 - all / tested;
    if (Double.isNaN(left)) {
      return new Outcome(false, "unknown: no load or no tested capacity in a RegionPolicy");
    }
    double percent = Double.parseDouble(wanted.group("percent"));
    return new Outcome(
        left * 100 >= percent,
        String.format(
            Locale.ROOT, "%.0f %% would be left with all requests there", Math.max(0, left) * 100));
  }

  private static Outcome smoke(List<Canaries.Second> users) {
    List<Canaries.Second> last = users.subList(Math.max(0, users.size() - 5), users.size());
    int sent = last.stream().mapToInt(Canaries.Second::intended).sum();
    int good = last.stream().mapToInt(Canaries.Second::good).sum();
    return sent == 0
        ? new Outcome(false, "unknown: no load is sent")
        : new Outcome(
            good >= 0.99 * sent, "%d of %d canary requests succeed".formatted(good, sent));
  }

  /** A test alert goes the whole way, and the receiver has to say that it has it. */
  private Outcome route(GameDay day, String about) {
    List<Webhook> known =
        notice.board().configuration().webhooks().values().stream()
            .filter(webhook -> about.isEmpty() || webhook.name().equals(about))
            .toList();
    if (known.isEmpty()) {
      return new Outcome(
          false,
          "not configured (expected: a Webhook%s)"
              .formatted(about.isEmpty() ? "" : " named " + about));
    }
    if (day.mode() == GameDay.Mode.REHEARSE) {
      return new Outcome(true, "configured; rehearsal, nothing was sent");
    }
    List<RouteTest.Arrival> arrivals = known.stream().map(routes::send).toList();
    return new Outcome(
        arrivals.stream().allMatch(RouteTest.Arrival::arrived),
        String.join(", ", arrivals.stream().map(RouteTest.Arrival::words).toList()));
  }

  /** By the writes that regions are probed with. */
  private Outcome audit() {
    long lost = 0;
    int stores = 0;
    for (RegionsJson.PolicyJson policy : regions.standing(RegionLinks.NONE).policies()) {
      for (RegionsJson.StoreJson store : policy.stores()) {
        stores++;
        lost += store.lostProbeWrites().size();
      }
    }
    return stores == 0
        ? new Outcome(false, "unknown: no store of a RegionPolicy is watched")
        : new Outcome(lost == 0, "%d of our own acknowledged writes are gone".formatted(lost));
  }
}
