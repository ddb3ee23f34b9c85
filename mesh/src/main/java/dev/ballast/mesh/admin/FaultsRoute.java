// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.admin;

import dev.ballast.mesh.fault.table.Fault;
import dev.ballast.mesh.fault.table.FaultReader;
import dev.ballast.mesh.fault.table.FaultTable;
import dev.ballast.mesh.fault.table.FaultWriter;
import dev.ballast.mesh.fault.table.Fields;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/**
 * {@code /faults}: lists, turns on, renews and turns off faults in the path. {@code POST /faults};
 * {@code POST /faults/ID/renew}; {@code DELETE /faults/ID}, {@code DELETE /faults[?owner=…]}.
 */
public final class FaultsRoute implements AdminRoute {

  private final FaultTable table;
  private final RandomGenerator random;

  /**
   * Serves the faults of a mesh.
   *
   * @param random for ids and for seeds of faults that bring none; used under this object's lock
   */
  public FaultsRoute(FaultTable table, RandomGenerator random) {
    this.table = table;
    this.random = random;
  }

  @Override
  public AdminAnswer answer(AdminRequest request) {
    List<String> path = request.segments();
    try {
      return switch (path.size()) {
        case 1 -> all(request);
        case 2 -> one(request, path.get(1));
        case 3 -> renew(request, path.get(1), path.get(2));
        default -> unknown();
      };
    } catch (Fields.InvalidException e) {
      return AdminAnswer.json(
          400, Map.of("error", "the fault is refused", "problems", e.problems()));
    }
  }

  private AdminAnswer all(AdminRequest request) {
    return switch (request.method()) {
      case "GET" -> list();
      case "POST" -> create(request);
      case "DELETE" ->
          AdminAnswer.json(
              200, Map.of("removed", table.removeAll(request.query().getOrDefault("owner", ""))));
      default -> notAllowed(request, "GET, POST or DELETE");
    };
  }

  private AdminAnswer one(AdminRequest request, String id) {
    return switch (request.method()) {
      case "GET" ->
          table
              .find(id)
              .map(shown -> AdminAnswer.json(200, document(shown)))
              .orElseGet(() -> notFound(id));
      case "DELETE" ->
          table.remove(id) ? AdminAnswer.json(200, Map.of("removed", 1)) : notFound(id);
      default -> notAllowed(request, "GET or DELETE");
    };
  }

  private AdminAnswer renew(AdminRequest request, String id, String verb) {
    if (!verb.equals("renew")) {
      return unknown();
    }
    if (!request.method().equals("POST")) {
      return notAllowed(request, "POST");
    }
    JsonNode body = Json.read(request.body());
    double seconds = body.path("lease_seconds").asDouble(0);
    if (!(seconds > 0 && seconds < 1e9)) {
      return AdminAnswer.problem(400, "lease_seconds: " + seconds + " (expected: above 0)");
    }
    String owner = body.path("owner").asString("");
    return answerOf(table.renew(id, owner, Duration.ofNanos(Math.round(seconds * 1e9))));
  }

  private AdminAnswer create(AdminRequest request) {
    Fault fault = read(request);
    if (!request.query().getOrDefault("dry_run", "false").equals("true")) {
      return answerOf(table.put(fault, expected(request)));
    }
    String problem = table.problem(fault);
    if (!problem.isEmpty()) {
      return AdminAnswer.problem(409, problem);
    }
    Map<String, Object> wouldBe = FaultWriter.document(fault);
    wouldBe.put("dry_run", true);
    return AdminAnswer.json(200, wouldBe);
  }

  private synchronized Fault read(AdminRequest request) {
    String id = "fault-" + Long.toString(random.nextLong(1L << 40), Character.MAX_RADIX);
    return FaultReader.read(Json.read(request.body()), id, random.nextLong(1L << 52));
  }

  private AdminAnswer list() {
    FaultTable.State state = table.state();
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("revision", state.revision());
    out.put("faults", state.on().stream().map(FaultsRoute::document).toList());
    out.put("ended", state.ended());
    return AdminAnswer.json(200, out).withHeader("ETag", tag(state.revision()));
  }

  private static AdminAnswer answerOf(FaultTable.Answer answer) {
    return switch (answer) {
      case FaultTable.Answer.Done done ->
          AdminAnswer.json(done.created() ? 201 : 200, document(done.fault()))
              .withHeader("ETag", tag(done.revision()));
      case FaultTable.Answer.Conflict(long revision) ->
          AdminAnswer.json(
                  412, Map.of("error", "somebody else changed the faults", "revision", revision))
              .withHeader("ETag", tag(revision));
      case FaultTable.Answer.NotFound(String id) -> notFound(id);
      case FaultTable.Answer.Refused(String why) -> AdminAnswer.problem(409, why);
    };
  }

  private static Map<String, Object> document(FaultTable.Shown shown) {
    Map<String, Object> out = FaultWriter.document(shown.fault());
    out.put("left_seconds", FaultWriter.seconds(shown.lease().left()));
    out.put("hits", shown.hits());
    return out;
  }

  private static long expected(AdminRequest request) {
    String tag = request.header("if-match");
    if (tag == null || tag.equals("*")) {
      return FaultTable.ANY;
    }
    if (!tag.matches("\"[0-9]{1,18}\"")) {
      throw new IllegalArgumentException(
          "If-Match: " + tag + " (expected: a revision in quotes, as in ETag)");
    }
    return Long.parseLong(tag.substring(1, tag.length() - 1));
  }

  private static String tag(long revision) {
    return "\"" + revision + "\"";
  }

  private static AdminAnswer notFound(String id) {
    return AdminAnswer.problem(404, "no fault " + id + ": it never was, or its lease has ended");
  }

  private static AdminAnswer unknown() {
    return AdminAnswer.problem(404, "path: (expected: /faults, /faults/ID or /faults/ID/renew)");
  }

  private static AdminAnswer notAllowed(AdminRequest request, String expected) {
    return AdminAnswer.problem(
        405, "method: " + request.method() + " (expected: " + expected + ")");
  }
}
