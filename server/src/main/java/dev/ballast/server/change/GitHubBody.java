// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.change;

import dev.ballast.control.change.Change;
import dev.ballast.control.change.Change.Kind;
import dev.ballast.ledger.Limits;
import dev.ballast.server.http.Request;
import java.time.Instant;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * What GitHub posts: a deployment that ended well is a change of its service, a push to the default
 * branch is noted with its words, for a diagnosis to compare with what went wrong.
 */
final class GitHubBody {

  private static final Pattern SHA = Pattern.compile("[0-9a-f]{40}([0-9a-f]{24})?");
  private static final int SHORT = 12;
  private static final int MOST_COMMITS = 50;
  private static final int MOST_FILES = 200;

  private GitHubBody() {}

  static Told read(Request request, Instant now) {
    String event = request.header("x-github-event");
    return switch (event) {
      case "ping" -> new Told.Ignored("ping: the webhook is set up");
      case "deployment" -> deployment(request, Fields.of(request.body()), now);
      case "deployment_status" -> status(request, Fields.of(request.body()), now);
      case "push" -> push(request, Fields.of(request.body()), now);
      default ->
          new Told.Ignored(
              "X-GitHub-Event: %s (expected: deployment, deployment_status or push)"
                  .formatted(Limits.cut(event, 60)));
    };
  }

  /** What both events of a deployment say of it. */
  private record Deployment(
      String id, String version, String task, String environment, String author, String service) {

    static Deployment of(Request request, Fields body) {
      Fields deployment = body.object("deployment");
      String id = deployment.required("id", 40);
      String ref = deployment.text("ref", Change.LONGEST_NAME);
      String sha = deployment.text("sha", 80);
      String task = deployment.text("task", 100);
      String environment = deployment.text("environment", Change.LONGEST_NAME);
      String author = deployment.object("creator").text("login", 100);
      String payload = deployment.told("payload").text("service", Change.LONGEST_NAME);
      String repository = body.object("repository").text("name", Change.LONGEST_NAME);
      return new Deployment(
          id,
          ref.isEmpty() || SHA.matcher(ref).matches() ? shortened(sha) : ref,
          task,
          environment,
          author,
          Targets.service(request, payload.isEmpty() ? repository : payload));
    }

    Kind kind() {
      return task.toLowerCase(Locale.ROOT).contains("rollback") ? Kind.ROLLBACK : Kind.DEPLOY;
    }

    String place() {
      return environment.isEmpty() ? "" : " to " + environment;
    }
  }

  private static Told deployment(Request request, Fields body, Instant now) {
    Fields inside = body.object("deployment");
    Deployment it = Deployment.of(request, body);
    Instant at = inside.instant("created_at", now);
    String url = inside.url("url", Change.LONGEST_URL);
    String description = inside.lines("description", Change.LONGEST_DIFF);
    body.check();
    return changed(
        "github/deployment/" + it.id() + "/asked",
        at,
        Kind.OTHER,
        it,
        request,
        "%s %s is asked for%s".formatted(it.service(), it.version(), it.place()),
        url,
        description);
  }

  private static Told status(Request request, Fields body, Instant now) {
    Fields inside = body.object("deployment_status");
    String state = inside.required("state", 40);
    Deployment it = Deployment.of(request, body);
    Instant at = inside.instant("created_at", now);
    String shown = inside.url("log_url", Change.LONGEST_URL);
    String target = inside.url("target_url", Change.LONGEST_URL);
    String description = body.object("deployment").lines("description", Change.LONGEST_DIFF);
    body.check();
    if (!state.equals("success")) {
      return new Told.Ignored("deployment " + it.id() + " is in state " + state);
    }
    return changed(
        "github/deployment/" + it.id(),
        at,
        it.kind(),
        it,
        request,
        "%s %s %s%s"
            .formatted(
                it.service(),
                it.version(),
                it.kind() == Kind.ROLLBACK ? "rolled back" : "deployed",
                it.place()),
        shown.isEmpty() ? target : shown,
        description);
  }

  private static Told changed(
      String id,
      Instant at,
      Kind kind,
      Deployment it,
      Request request,
      String summary,
      String url,
      String diff) {
    return new Told.Changed(
        new Change(
            id,
            at,
            kind,
            it.service(),
            "",
            it.version(),
            Targets.region(request),
            Limits.cut(summary.strip(), Change.LONGEST_SUMMARY),
            it.author(),
            url,
            "github",
            diff));
  }

  private static Told push(Request request, Fields body, Instant now) {
    Fields repository = body.object("repository");
    String ref = body.required("ref", Change.LONGEST_NAME);
    String after = body.required("after", 80);
    String before = body.text("before", 80);
    String name = repository.required("name", Change.LONGEST_NAME);
    String branch = repository.text("default_branch", Change.LONGEST_NAME);
    String author = body.object("pusher").text("name", Change.LONGEST_NAME);
    String url = body.url("compare", Change.LONGEST_URL);
    body.check();
    if (!ref.equals("refs/heads/" + branch)) {
      return new Told.Ignored(ref + " is not the default branch");
    }
    String first = message(body.node("head_commit")).lines().findFirst().orElse(shortened(after));
    return new Told.Changed(
        new Change(
            "github/push/" + name + "/" + after,
            now,
            Kind.OTHER,
            Targets.service(request, name),
            shortened(before),
            shortened(after),
            Targets.region(request),
            Limits.cut((name + ": " + first).replaceAll("\\p{Cntrl}", " "), Change.LONGEST_SUMMARY),
            author,
            url,
            "github",
            Limits.cut(words(body.node("commits")), Change.LONGEST_DIFF)));
  }

  private static String words(JsonNode commits) {
    StringJoiner words = new StringJoiner("\n");
    commits.valueStream().limit(MOST_COMMITS).forEach(commit -> words.add(message(commit)));
    commits
        .valueStream()
        .limit(MOST_COMMITS)
        .forEach(
            commit -> {
              for (String kind : new String[] {"added", "modified", "removed"}) {
                commit
                    .path(kind)
                    .valueStream()
                    .limit(MOST_FILES)
                    .forEach(file -> words.add(kind + " " + file.asString("")));
              }
            });
    return words.toString();
  }

  private static String message(JsonNode commit) {
    return Limits.cut(commit.path("message").asString(""), Change.LONGEST_DIFF);
  }

  private static String shortened(String sha) {
    return SHA.matcher(sha).matches() ? sha.substring(0, SHORT) : sha;
  }
}
