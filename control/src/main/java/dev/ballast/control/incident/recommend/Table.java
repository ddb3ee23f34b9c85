// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.recommend;

import static dev.ballast.control.incident.CauseClass.CHANGE;
import static dev.ballast.control.incident.CauseClass.DEFECT;
import static dev.ballast.control.incident.CauseClass.DEPENDENCY;
import static dev.ballast.control.incident.CauseClass.EXTERNAL;
import static dev.ballast.control.incident.CauseClass.NETWORK;
import static dev.ballast.control.incident.CauseClass.SATURATION;
import static dev.ballast.control.incident.CauseClass.TRAFFIC;
import static dev.ballast.control.incident.ChangeSeen.Kind.CONFIGURATION;
import static dev.ballast.control.incident.ChangeSeen.Kind.DEPLOYMENT;
import static dev.ballast.control.incident.ChangeSeen.Kind.FLAG;
import static dev.ballast.control.incident.ChangeSeen.Kind.ROLLOUT;
import static dev.ballast.control.incident.Recommendation.Urgency.FOLLOW_UP;
import static dev.ballast.control.incident.Recommendation.Urgency.IMMEDIATE;
import static dev.ballast.control.incident.Recommendation.Urgency.QUICK;

import dev.ballast.control.incident.ChangeSeen;
import dev.ballast.control.incident.Recommendation.Action;
import java.util.List;

/**
 * What to do about which cause, the best first: keyed by the class of the cause and the kind of the
 * change that explains it. Whoever adds a line adds its command only if there is one.
 */
final class Table {

  static final List<Row> ROWS =
      List.of(
          new Row(
              Action.STOP_FAULT,
              IMMEDIATE,
              facts -> facts.experiment() || facts.changed(ChangeSeen.Kind.FAULT),
              List.of(),
              facts -> "End the experiment, if it has shown enough",
              Table::none,
              facts -> "the fault was injected on purpose, and its lease ends it otherwise"),
          new Row(
              Action.ROLL_BACK,
              IMMEDIATE,
              facts -> isRelease(facts) && !facts.means().rollout().isEmpty(),
              List.of(Check.LAST_GOOD),
              Table::rollBack,
              facts -> Shell.command("ballast rollout abort %s", facts.means().rollout()),
              facts -> "the old version still runs beside it and takes all traffic at once"),
          new Row(
              Action.ROLL_BACK,
              IMMEDIATE,
              facts -> isRelease(facts) && facts.means().rollout().isEmpty(),
              List.of(Check.LAST_GOOD),
              Table::rollBack,
              Table::rollBackCommand,
              facts -> facts.after() + " explains it, and " + facts.before() + " was well"),
          new Row(
              Action.DISABLE_FLAG,
              IMMEDIATE,
              facts -> facts.changed(FLAG),
              List.of(),
              facts -> "Turn the flag %s off".formatted(named(facts)),
              Table::none,
              facts -> "it was turned on just before, and turning it off deploys nothing"),
          new Row(
              Action.REVERT_CONFIGURATION,
              IMMEDIATE,
              facts -> facts.changed(CONFIGURATION),
              List.of(),
              facts ->
                  "Take the configuration of %s back to what it was".formatted(facts.subject()),
              Table::none,
              facts -> "the edit explains it, and what was there before was well"),
          new Row(
              Action.ROTATE_CREDENTIALS,
              IMMEDIATE,
              facts -> facts.says(Hint.CERTIFICATE),
              List.of(),
              facts -> "Renew the certificate that %s shows".formatted(shown(facts)),
              Table::none,
              facts -> "the errors themselves say that it is not valid"),
          new Row(
              Action.FAIL_OVER,
              IMMEDIATE,
              facts -> facts.is(NETWORK, SATURATION, DEPENDENCY, DEFECT) && !facts.says(Hint.DATA),
              List.of(Check.NO_RELEASE, Check.OTHER_REGION, Check.REPLICATED),
              facts ->
                  "Send the traffic of %s to %s"
                      .formatted(facts.region(), first(facts.means().healthyRegions())),
              Table::none,
              facts -> "it is wrong in %s only".formatted(facts.region())),
          new Row(
              Action.SCALE,
              IMMEDIATE,
              facts -> facts.is(TRAFFIC, SATURATION) && !facts.means().isDatabase(),
              List.of(Check.NO_RELEASE, Check.SCALABLE),
              facts ->
                  facts.means().replicas() > 0
                      ? "Run %d instead of %d replicas of %s"
                          .formatted(more(facts), facts.means().replicas(), facts.subject())
                      : "Run more replicas of " + facts.subject(),
              facts ->
                  facts.means().replicas() > 0
                      ? Shell.command(
                          "ballast scale set %s %s",
                          facts.means().scaling(), Integer.toString(more(facts)))
                      : "",
              facts -> "it gets more work than it can do"),
          new Row(
              Action.SCALE,
              IMMEDIATE,
              facts -> facts.is(SATURATION),
              List.of(Check.GROWTH),
              facts ->
                  facts.means().growth().isEmpty()
                      ? "Give %s more room".formatted(facts.subject())
                      : facts.means().growth(),
              facts -> facts.means().growthCommand(),
              facts -> "its Capacity resource says that this is how there is more"),
          new Row(
              Action.THROTTLE_WRITES,
              IMMEDIATE,
              facts ->
                  facts.means().isDatabase() && facts.is(SATURATION, DEPENDENCY, DEFECT, TRAFFIC),
              List.of(),
              facts ->
                  "Throttle writes to %s: stop imports, batches and reports first"
                      .formatted(facts.subject()),
              Table::none,
              facts -> "everybody waits for the same database; work that can wait makes room"),
          new Row(
              Action.SHED_LOAD,
              IMMEDIATE,
              facts -> facts.is(TRAFFIC, SATURATION, DEPENDENCY, DEFECT),
              List.of(Check.NO_RELEASE, Check.OPTIONAL_CALLERS),
              facts ->
                  "Shed load: let %s do without %s"
                      .formatted(String.join(" and ", facts.means().optional()), facts.subject()),
              Table::none,
              facts -> "what is left serves those that cannot do without it"),
          new Row(
              Action.PURGE_BAD_DATA,
              QUICK,
              facts -> facts.says(Hint.DATA) && facts.is(DEFECT, DEPENDENCY, CHANGE),
              List.of(),
              facts -> "Set the data aside that %s cannot read".formatted(facts.subject()),
              Table::none,
              facts -> "the errors speak of data that does not fit"),
          new Row(
              Action.CONTACT_PROVIDER,
              IMMEDIATE,
              facts -> facts.is(EXTERNAL),
              List.of(),
              facts ->
                  "Call whoever runs %s, and show them these numbers".formatted(facts.subject()),
              facts ->
                  Shell.command(
                      "ballast query 'sum by (client) (rate("
                          + "traces_service_graph_request_failed_total{server=\"%s\"}[1m]))'",
                      facts.subject()),
              facts -> "nobody here can repair it"),
          new Row(
              Action.RESCHEDULE,
              QUICK,
              facts -> facts.is(NETWORK, DEFECT) && !facts.means().isDatabase(),
              List.of(Check.NO_RELEASE, Check.REDUNDANT),
              facts ->
                  "Restart %s elsewhere, one replica after the other".formatted(facts.subject()),
              Table::none,
              facts -> "nothing that it does explains it; where it runs may"),
          new Row(
              Action.VERIFY,
              QUICK,
              facts -> facts.says(Hint.CREDENTIALS),
              List.of(),
              facts ->
                  facts.peer().isEmpty()
                      ? "Check the credentials that %s uses".formatted(facts.subject())
                      : "Check the credentials that %s shows %s"
                          .formatted(facts.subject(), facts.peer()),
              Table::none,
              facts -> "the calls are refused as unauthorised, they do not break"),
          new Row(
              Action.VERIFY,
              QUICK,
              facts -> facts.says(Hint.POOL),
              List.of(),
              facts -> "Look at who holds the connections to %s".formatted(facts.subject()),
              Table::none,
              facts -> "the errors speak of connections that ran out"),
          new Row(
              Action.VERIFY,
              QUICK,
              facts -> facts.means().isDatabase() && facts.is(DEPENDENCY, DEFECT, SATURATION),
              List.of(),
              facts -> "Look for slow queries, locks and a vacuum in " + facts.subject(),
              facts ->
                  Shell.command("ballast events --subject service/%s --since 1h", facts.subject()),
              facts -> "all its callers wait longer, so it is not one of their queries alone"),
          new Row(
              Action.VERIFY,
              QUICK,
              facts -> facts.is(NETWORK),
              List.of(),
              facts ->
                  "Look at what is between %s and %s: a proxy, a firewall, a saturated link"
                      .formatted(
                          facts.subject(), facts.peer().isEmpty() ? "its callees" : facts.peer()),
              Table::none,
              facts -> "both ends are well and what is between them is not"),
          new Row(
              Action.VERIFY,
              QUICK,
              Table::isRelease,
              List.of(),
              facts -> "Hold further releases of %s until it is well".formatted(facts.subject()),
              facts -> Shell.command("ballast gate %s", facts.subject()),
              facts -> "the gate says what its error budget still allows"),
          new Row(
              Action.INVESTIGATE,
              IMMEDIATE,
              facts -> !facts.explained(),
              List.of(),
              facts -> "Look at what is unlike before, since nothing that was seen explains it",
              facts -> "ballast anomalies",
              facts -> "nobody is accused without evidence"),
          new Row(
              Action.INVESTIGATE,
              QUICK,
              facts -> !facts.explained(),
              List.of(),
              facts -> "Look at what happened around the onset",
              facts -> "ballast events --since 1h",
              facts -> "what is not connected to Ballast may still have been told to it"),
          new Row(
              Action.INVESTIGATE,
              IMMEDIATE,
              facts -> facts.is(DEFECT, DEPENDENCY, NETWORK, CHANGE) && !isRelease(facts),
              List.of(),
              facts -> "Look at the evidence about " + facts.subject(),
              facts -> Shell.command("ballast anomalies --service %s", facts.subject()),
              facts -> "it is known where it comes from, and not yet what it is"),
          new Row(
              Action.ROLL_FORWARD,
              FOLLOW_UP,
              Table::isRelease,
              List.of(Check.BUDGET),
              facts -> "Repair what %s broke, and release it in stages".formatted(facts.after()),
              facts -> Shell.command("ballast gate %s", facts.subject()),
              facts -> "a small share of the traffic shows the next mistake at a lower price"),
          new Row(
              Action.PREVENT,
              FOLLOW_UP,
              facts -> isRelease(facts) && facts.says(Hint.CREDENTIALS),
              List.of(),
              facts ->
                  "Add a pre-rollout check that authenticates%s once"
                      .formatted(facts.peer().isEmpty() ? "" : " with " + facts.peer()),
              Table::none,
              facts -> "it would have stopped this before it had any traffic"),
          new Row(
              Action.PREVENT,
              FOLLOW_UP,
              facts -> isRelease(facts) && !facts.says(Hint.CREDENTIALS),
              List.of(),
              facts -> "Add a pre-rollout check for what %s broke".formatted(facts.after()),
              Table::none,
              facts -> "it would have stopped this before it had any traffic"),
          new Row(
              Action.PREVENT,
              FOLLOW_UP,
              facts -> facts.is(EXTERNAL, DEPENDENCY, NETWORK),
              List.of(),
              facts ->
                  "See what hangs on %s, and what could do without it".formatted(facts.subject()),
              facts -> "ballast graph critical",
              facts -> "a soft dependency would have kept its callers well"),
          new Row(
              Action.PREVENT,
              FOLLOW_UP,
              facts -> facts.is(SATURATION, TRAFFIC),
              List.of(),
              facts -> "Foresee it: describe the capacity of " + facts.subject(),
              facts -> "ballast capacity",
              facts -> "what is watched is told before it runs out"),
          new Row(
              Action.PREVENT,
              FOLLOW_UP,
              facts -> facts.is(DEFECT) || !facts.explained(),
              List.of(),
              facts ->
                  "Add the signal that would have shown it: a metric, a span, a log line of "
                      + facts.subject(),
              Table::none,
              facts -> "what cannot be seen cannot be explained next time either"));

  private Table() {}

  /** There is no command of ours for it. */
  private static String none(Facts facts) {
    return "";
  }

  static boolean isRelease(Facts facts) {
    return facts.changed(DEPLOYMENT, ROLLOUT);
  }

  private static String rollBack(Facts facts) {
    return "Roll back %s to %s".formatted(facts.subject(), facts.before());
  }

  /** With what is known to divide its traffic, or to have deployed it. */
  private static String rollBackCommand(Facts facts) {
    Means means = facts.means();
    if (!means.routing().isEmpty() && means.running().contains(facts.before())) {
      return Shell.command(
          "ballast route set %s %s=100 %s=0", means.routing(), facts.before(), facts.after());
    }
    String[] workload = means.scaling().split("/", -1);
    return workload.length == 3
            && (workload[0].equals("deployment") || workload[0].equals("statefulset"))
        ? Shell.command(
            "kubectl rollout undo %s/%s --namespace %s", workload[0], workload[2], workload[1])
        : "";
  }

  private static String named(Facts facts) {
    return facts.after().isEmpty() ? "of " + facts.subject() : facts.after();
  }

  private static String shown(Facts facts) {
    return facts.peer().isEmpty() ? facts.subject() : facts.peer();
  }

  private static String first(List<String> words) {
    return words.isEmpty() ? "another region" : words.getFirst();
  }

  /** Half as many again, at least one. */
  private static int more(Facts facts) {
    int now = facts.means().replicas();
    return now + Math.max(1, (now + 1) / 2);
  }
}
