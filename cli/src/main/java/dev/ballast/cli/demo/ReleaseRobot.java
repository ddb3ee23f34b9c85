// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import dev.ballast.cli.terminal.CommandFailure;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The shop's release robot: it asks Ballast to look after releases of a service, deploys one
 * version after the other beside the one in use, and ends what is not needed any more: the new
 * version when it was rolled back, the old one when the new one was promoted. It knows nothing of
 * which version is good. Looks about each second; what cannot be done is tried again then.
 */
final class ReleaseRobot {

  static final String SERVICE = "payments";
  static final String CANARY = "shop/payments";
  static final String FIRST = "v2.3.0";
  static final List<String> NEXT = List.of("v2.3.1", "v2.3.2");

  private static final String NORMAL = "ballast.dev/change-class: normal";
  private static final String FIX = "ballast.dev/change-class: critical-fix";

  private final Deployments deployments;
  private final Controller controller;
  private final String canary;
  private final List<String> versions;
  private final Duration settle;
  private final Consumer<String> say;
  private final List<Release> over = new ArrayList<>();
  private Step step = Step.SETTLE;
  private Release now = Release.begin("", Instant.EPOCH);
  private String primary = FIRST;
  private String trouble = "";

  /** Where the robot is with the release at hand. */
  private enum Step {
    SETTLE,
    APPLY,
    INITIALIZE,
    DEPLOY,
    ROLL,
    RETIRE,
    DONE
  }

  /**
   * A robot that has done nothing yet.
   *
   * @param canary the YAML of the Canary and its templates
   * @param versions that it deploys, one after the other
   * @param settle how long the shop is left alone before the first release
   * @param say tells people what happens
   */
  ReleaseRobot(
      Deployments deployments,
      Controller controller,
      String canary,
      List<String> versions,
      Duration settle,
      Consumer<String> say) {
    this.deployments = deployments;
    this.controller = controller;
    this.canary = canary;
    this.versions = List.copyOf(versions);
    this.settle = settle;
    this.say = say;
  }

  boolean isDone() {
    return step == Step.DONE;
  }

  /** Every release that was begun, oldest first. */
  List<Release> releases() {
    List<Release> all = new ArrayList<>(over);
    if (step == Step.ROLL || step == Step.RETIRE) {
      all.add(now);
    }
    return List.copyOf(all);
  }

  /** The version that is in use, as Ballast said last. */
  String primary() {
    return primary;
  }

  /** What could not be done at the last look; empty when all went well. */
  String trouble() {
    return trouble;
  }

  /** Does what can be done now. */
  void look(Instant at, Duration sinceOpen) throws InterruptedException {
    try {
      step = next(at, sinceOpen);
      trouble = "";
    } catch (CommandFailure | IOException e) {
      trouble = "" + e.getMessage();
    }
  }

  private Step next(Instant at, Duration sinceOpen) throws IOException, InterruptedException {
    return switch (step) {
      case SETTLE -> sinceOpen.compareTo(settle) < 0 ? Step.SETTLE : Step.APPLY;
      case APPLY -> {
        // What follows a release that was rolled back mends it.
        boolean fix = !over.isEmpty() && over.getLast().isRolledBack();
        controller.apply(fix ? canary.replace(NORMAL, FIX) : canary);
        yield Step.INITIALIZE;
      }
      case INITIALIZE -> controller.look().primary().isEmpty() ? Step.INITIALIZE : Step.DEPLOY;
      case DEPLOY -> {
        String version = versions.get(over.size());
        say.accept("the release robot deploys " + SERVICE + " " + version);
        deployments.deploy(version);
        now = Release.begin(version, at);
        yield Step.ROLL;
      }
      case ROLL -> {
        follow(controller.look());
        yield now.isOver() ? Step.RETIRE : Step.ROLL;
      }
      case RETIRE -> {
        String leaving = now.isRolledBack() ? now.version() : FIRST;
        if (!deployments.retire(leaving)) {
          yield Step.RETIRE;
        }
        over.add(now.withRetired(leaving));
        yield over.size() < versions.size() ? Step.APPLY : Step.DONE;
      }
      case DONE -> Step.DONE;
    };
  }

  private void follow(Controller.Seen seen) {
    primary = seen.primary();
    if (!seen.revision().equals(now.version())) {
      return; // Ballast has not seen it yet.
    }
    List<Integer> weights = new ArrayList<>(now.weights());
    if (seen.weight() > 0 && (weights.isEmpty() || weights.getLast() != seen.weight())) {
      weights.add(seen.weight());
    }
    boolean news = !seen.phase().equals(now.phase()) || !weights.equals(now.weights());
    now =
        new Release(
            now.version(),
            seen.phase(),
            now.begun(),
            seen.changed(),
            weights,
            seen.verdict(),
            seen.standing(),
            "");
    if (news) {
      String share = seen.weight() > 0 ? " at " + seen.weight() + " % of the traffic" : "";
      say.accept(SERVICE + " " + now.version() + ": " + now.phase() + share);
    }
  }
}
