// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.rollout;

import dev.ballast.control.gate.GateDecision.Verdict;
import dev.ballast.control.rollout.CanaryEvent.Command;
import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.EventLog;
import dev.ballast.ledger.Ledger;
import dev.ballast.model.Event;
import dev.ballast.model.rollout.ObjectName;
import dev.ballast.testkit.FakeClock;
import java.time.Duration;

/** Releases of shop/payments on paper, for tests of what is shown and told about them. */
public final class ReleaseStory {

  private static final Duration LONG = Duration.ofHours(3);
  private static final int EVENTS = 1000;

  private final Release release = new Release();

  /** The canary is applied and v1 is looked after. */
  public static ReleaseStory applied() {
    return applied("");
  }

  /**
   * The same with more in it.
   *
   * @param more what follows in the canary's analysis
   */
  public static ReleaseStory applied(String more) {
    ReleaseStory story = new ReleaseStory();
    story.release.apply(Release.CANARY + more);
    story.release.untilPhase("Initialized", LONG);
    return story;
  }

  /**
   * A version appears beside the one in use.
   *
   * @param failing share of its requests that fail
   */
  public ReleaseStory deploy(String version, double failing) {
    release.service.deploy(version, failing);
    return this;
  }

  public ReleaseStory untilPhase(String phase) {
    release.untilPhase(phase, LONG);
    return this;
  }

  /** Until the new version has a share, and for a while at it. */
  public ReleaseStory untilWeight(int weight, Duration more) {
    release.until(rollout -> rollout.state().weight() == weight, LONG);
    release.pass(more);
    return this;
  }

  /** All of its hooks say no. */
  public ReleaseStory refusing() {
    release.hooks = _ -> false;
    return this;
  }

  public ReleaseStory gateDenies() {
    release.gate = Verdict.DENY;
    return this;
  }

  /** No mesh answers any more. */
  public ReleaseStory unreachable() {
    release.service.unreachable(true);
    release.pass(Duration.ofSeconds(20));
    return this;
  }

  public ReleaseStory command(Command command) {
    release.command(command);
    return this;
  }

  public Rollouts rollouts() {
    return release.rollouts;
  }

  public Rollouts.View view() {
    return release.rollouts.find(name()).orElseThrow();
  }

  public static ObjectName name() {
    return Release.NAME;
  }

  public FakeClock clock() {
    return release.clock;
  }

  public EventLog events() {
    return release.ledger.events();
  }

  /** Writes all that is known of it into another ledger, as if it had happened there. */
  public void into(Ledger other) {
    for (String kind : new String[] {RolloutStore.KIND, RolloutStore.SEEN}) {
      release
          .ledger
          .documents()
          .list(kind)
          .forEach((key, kept) -> other.documents().put(kind, key, kept.content(), 0));
    }
    for (Event event : events().read(0, EventFilter.ANY, EVENTS)) {
      other
          .events()
          .append(
              new Event(
                  0,
                  event.at(),
                  event.name(),
                  event.subject(),
                  event.actor(),
                  event.text(),
                  event.attributes()));
    }
  }
}
