// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.gate;

import dev.ballast.control.gate.Change;
import dev.ballast.control.gate.ChangeClass;
import dev.ballast.control.gate.GateDecision;
import dev.ballast.control.gate.GateDecision.Verdict;
import dev.ballast.control.gate.GateWords;
import dev.ballast.control.gate.Throttle;
import dev.ballast.ledger.Limits;
import dev.ballast.model.ServiceName;
import dev.ballast.server.auth.Role;
import dev.ballast.server.http.ApiException;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import dev.ballast.server.http.Verb;
import dev.ballast.server.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A validating admission webhook of Kubernetes: AdmissionReview v1 in and out. What is no release,
 * or of no known service, is allowed; a dry run leaves nothing behind.
 */
public final class AdmissionHook {

  private static final String VERSION = "admission.k8s.io/v1";
  private static final String KIND = "AdmissionReview";
  private static final String ROLLBACK = "rollback";

  /** Object and old object, each at most what an API server takes, and what is around them. */
  private static final long MOST = 8 << 20;

  /** Kubernetes may cut longer warnings. */
  private static final int WARNING = 256;

  private static final int MESSAGE = 1024;
  private static final int ACTOR = 80;

  private final Gates gates;

  public AdmissionHook(Gates gates) {
    this.gates = gates;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        endpoint("/api/v1/hooks/admission"), endpoint("/api/v1/hooks/by/{token}/admission"));
  }

  private Endpoint endpoint(String path) {
    return new Endpoint(Verb.POST, path, Role.OPERATOR, MOST, this::review);
  }

  private Reply review(Request request) {
    JsonNode admission = read(request.body());
    if (gates.isTooEarly()) {
      throw new ApiException(503, "starting", "Nothing has been judged yet; retry in a moment.");
    }
    Answer answer = answer(admission);
    Map<String, Object> response = new LinkedHashMap<>();
    response.put("uid", admission.path("uid").asString());
    response.put("allowed", answer.allowed());
    if (!answer.allowed()) {
      Map<String, Object> status = new LinkedHashMap<>();
      status.put("code", 403);
      status.put("reason", "Forbidden");
      status.put("message", line(answer.message(), MESSAGE));
      response.put("status", status);
    }
    if (!answer.warnings().isEmpty()) {
      response.put("warnings", answer.warnings().stream().map(w -> line(w, WARNING)).toList());
    }
    if (!answer.audit().isEmpty()) {
      response.put("auditAnnotations", answer.audit());
    }
    Map<String, Object> review = new LinkedHashMap<>();
    review.put("apiVersion", VERSION);
    review.put("kind", KIND);
    review.put("response", response);
    return Reply.json(review);
  }

  private record Answer(
      boolean allowed, String message, List<String> warnings, Map<String, String> audit) {

    static Answer yes(String... warnings) {
      return new Answer(true, "", List.of(warnings), Map.of());
    }
  }

  private Answer answer(JsonNode request) {
    String operation = request.path("operation").asString("");
    boolean writes = operation.equals("CREATE") || operation.equals("UPDATE");
    if (!writes || !request.path("subResource").asString("").isEmpty()) {
      return Answer.yes();
    }
    if (!Workload.isKnown(request)) {
      return Answer.yes(
          "Ballast's gate knows no %s; allowed. Narrow the webhook's rules to workloads."
              .formatted(Workload.what(request)));
    }
    Workload workload = Workload.of(request);
    if (!workload.changesImages()) {
      return Answer.yes();
    }
    Optional<ServiceName> service = service(workload);
    if (service.isEmpty()) {
      return Answer.yes(unknown(workload));
    }
    return answer(request, workload, service.get());
  }

  private Answer answer(JsonNode request, Workload workload, ServiceName service) {
    List<String> warnings = new ArrayList<>();
    if (workload.changeClass().equals(ROLLBACK)) {
      return Answer.yes(
          "%s is a rollback by its %s, so it does not wait for the gate; take the annotation away afterwards."
              .formatted(workload.what(), Workload.CHANGE_CLASS));
    }
    Optional<ChangeClass> changeClass = Wishes.changeClass(workload.changeClass());
    if (changeClass.isEmpty()) {
      warnings.add(
          "%s: %s (expected: normal, critical-fix or rollback); taken as normal."
              .formatted(Workload.CHANGE_CLASS, workload.changeClass()));
    }
    Change change =
        new Change(
            changeClass.orElse(ChangeClass.NORMAL),
            Wishes.isName(workload.watcher()) ? workload.watcher() : "");
    GateDecision decision =
        request.path("dryRun").asBoolean(false)
            ? gates.look(service, change)
            : gates.decide(service, change, actor(request));
    Throttle.Answer start = Throttle.start(decision);
    if (start.isGo() && decision.verdict() != Verdict.ALLOW) {
      warnings.add(caution(decision, start));
    }
    return new Answer(
        start.isGo(),
        "Ballast's gate: " + start.why(),
        warnings,
        Map.of(
            "service", service.value(),
            "verdict", decision.verdict().name().toLowerCase(Locale.ROOT),
            "strategy", decision.strategy().name().toLowerCase(Locale.ROOT)));
  }

  private static String caution(GateDecision decision, Throttle.Answer start) {
    return decision.verdict() == Verdict.NO_DATA
        ? start.why()
        : "Ballast's gate wants %s slower, %s: %s"
            .formatted(decision.service(), GateWords.name(decision.strategy()), start.why());
  }

  private Optional<ServiceName> service(Workload workload) {
    return workload.named().isEmpty()
        ? workload.likely().stream().flatMap(name -> gates.find(name).stream()).findFirst()
        : gates.find(workload.named());
  }

  private static String unknown(Workload workload) {
    return workload.named().isEmpty()
        ? "Ballast knows no service for %s (looked for: %s); allowed. Name it: %s: NAME"
            .formatted(workload.what(), String.join(", ", workload.likely()), Workload.SERVICE)
        : "Ballast knows no service %s, which %s of %s names; allowed."
            .formatted(workload.named(), Workload.SERVICE, workload.what());
  }

  private static String actor(JsonNode request) {
    String user = request.path("userInfo").path("username").asString("");
    return "kubernetes: " + line(user.isEmpty() ? "unknown" : user, ACTOR);
  }

  /** The request of a review. */
  private static JsonNode read(byte[] body) {
    JsonNode review;
    try {
      review = Json.read(new String(body, StandardCharsets.UTF_8), JsonNode.class);
    } catch (IllegalArgumentException e) {
      throw ApiException.badRequest("body: no JSON (expected: an AdmissionReview)");
    }
    List<String> problems = new ArrayList<>();
    check(problems, "apiVersion", review.path("apiVersion").asString(""), VERSION);
    check(problems, "kind", review.path("kind").asString(""), KIND);
    JsonNode request = review.path("request");
    String uid = request.path("uid").asString("");
    if (uid.isBlank() || uid.length() > WARNING) {
      problems.add("request.uid: missing (expected: text of at most 256 characters)");
    }
    if (!request.path("kind").isObject()) {
      problems.add("request.kind: missing (expected: group, version and kind)");
    }
    if (!problems.isEmpty()) {
      throw ApiException.badRequest(String.join("\n", problems));
    }
    return request;
  }

  private static void check(List<String> problems, String key, String value, String expected) {
    if (!value.equals(expected)) {
      problems.add(
          "%s: %s (expected: %s)"
              .formatted(key, value.isEmpty() ? "missing" : line(value, ACTOR), expected));
    }
  }

  /** One line of at most so many characters. */
  private static String line(String text, int most) {
    return Limits.cut(text.replaceAll("\\p{Cntrl}+", " "), most);
  }
}
