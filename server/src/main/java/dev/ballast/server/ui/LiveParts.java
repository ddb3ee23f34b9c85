// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.control.incident.Incident;
import dev.ballast.control.oncall.ActionItem;
import dev.ballast.control.predict.capacity.CapacitySnapshot;
import dev.ballast.server.board.Board;
import dev.ballast.server.board.Freshness;
import java.util.List;
import java.util.Map;

/** The parts of the live pages that are sent again with every board. */
final class LiveParts {

  private LiveParts() {}

  static List<Fragment> overview(
      Board board,
      CapacitySnapshot capacities,
      List<Incident> incidents,
      List<ActionItem> actions,
      Sight sight,
      Freshness freshness) {
    Overview view = Overview.of(board, capacities, incidents, actions, sight, freshness);
    return List.of(
        new Fragment("head", "part/head", Map.of("head", view.head())),
        new Fragment("map", "part/map", Map.of("map", view.map())),
        new Fragment("now", "part/now", Map.of("items", view.now())),
        new Fragment("next", "part/next", Map.of("items", view.next(), "actions", view.actions())),
        new Fragment("budgets", "part/budgets", Map.of("view", view)),
        new Fragment(
            "services",
            "part/services",
            Map.of("services", view.services(), "window", view.trendWindow())));
  }

  static List<Fragment> services(Board board, Sight sight) {
    return List.of(
        new Fragment(
            "services",
            "part/services",
            Map.of(
                "services",
                Overview.services(board, sight),
                "window",
                Sight.duration(board.trendWindow()))));
  }

  static List<Fragment> capacities(CapacityView view) {
    return List.of(
        new Fragment("top", "part/capacityTop", Map.of("top", view.top())),
        new Fragment("capacities", "part/capacities", Map.of("view", view)));
  }

  static List<Fragment> rollouts(RolloutsView view) {
    return List.of(
        new Fragment("top", "part/rolloutsTop", Map.of("top", view.top())),
        new Fragment("rollouts", "part/rollouts", Map.of("view", view)));
  }

  static List<Fragment> rollout(RolloutView view) {
    return List.of(
        new Fragment("top", "part/rolloutTop", Map.of("top", view.top())),
        new Fragment("track", "part/rolloutTrack", Map.of("track", view.track())),
        new Fragment("judgement", "part/rolloutJudgement", Map.of("view", view)),
        new Fragment("spending", "part/rolloutSpending", Map.of("spending", view.spending())),
        new Fragment("gate", "part/rolloutGate", Map.of("gate", view.gate())),
        new Fragment("history", "part/rolloutHistory", Map.of("items", view.history())));
  }

  static List<Fragment> incidents(IncidentsView view) {
    return List.of(
        new Fragment("top", "part/incidentsTop", Map.of("view", view)),
        new Fragment("incidents", "part/incidents", Map.of("view", view)));
  }

  static List<Fragment> incident(IncidentView view) {
    return List.of(
        new Fragment("top", "part/incidentTop", Map.of("view", view)),
        new Fragment("todo", "part/incidentTodo", Map.of("view", view)),
        new Fragment("why", "part/incidentWhy", Map.of("view", view)),
        new Fragment("charts", "part/incidentCharts", Map.of("view", view)),
        new Fragment("hurt", "part/incidentHurt", Map.of("view", view)),
        new Fragment("context", "part/incidentContext", Map.of("view", view)),
        new Fragment("timeline", "part/incidentTimeline", Map.of("view", view)),
        new Fragment("known", "part/incidentKnown", Map.of("view", view)));
  }

  static List<Fragment> service(ServiceView view) {
    return List.of(
        new Fragment("top", "part/serviceTop", Map.of("top", view.top())),
        new Fragment("why", "part/serviceWhy", Map.of("reasons", view.reasons())),
        new Fragment("red", "part/serviceRed", Map.of("view", view)),
        new Fragment("capacities", "part/serviceCapacities", Map.of("lines", view.capacities())),
        new Fragment("slos", "part/serviceSlos", Map.of("slos", view.slos())),
        new Fragment(
            "neighbours", "part/serviceNeighbours", Map.of("neighbours", view.neighbours())),
        new Fragment("signals", "part/serviceSignals", Map.of("view", view)),
        new Fragment("gate", "part/serviceGate", Map.of("gate", view.gate())),
        new Fragment("events", "part/serviceEvents", Map.of("items", view.events())));
  }
}
