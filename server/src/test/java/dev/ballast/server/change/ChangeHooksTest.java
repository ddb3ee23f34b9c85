// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.connect.webhook.Secrets;
import dev.ballast.control.change.ChangeBook;
import dev.ballast.ledger.memory.MemoryLedger;
import dev.ballast.model.Secret;
import dev.ballast.server.auth.Caller;
import dev.ballast.server.auth.Role;
import dev.ballast.server.digest.HmacSha256;
import dev.ballast.server.http.ApiException;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Parameters;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import dev.ballast.server.http.Verb;
import dev.ballast.testkit.FakeClock;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** From a message as its sender words it to the change that is found. */
class ChangeHooksTest {

  private static final String SECRET = "It's a Secret to Everybody";

  private final FakeClock clock = FakeClock.at(Instant.parse("2026-03-01T12:00:00Z"));
  private final MemoryLedger ledger = new MemoryLedger(clock);
  private final ChangeHooks hooks =
      new ChangeHooks(
          new ChangeBook(ledger.events()),
          new Secret.Written(SECRET),
          new Secrets(name -> null),
          clock);

  @Test
  void anOwnBodyIsRecordedAndFound() throws Exception {
    Reply.Whole told =
        post(
            "/api/v1/changes",
            """
            {"kind": "deploy", "service": "payments", "from": "v2.3.0", "version": "v2.3.1",
             "author": "ann", "url": "https://git.example/pull/7", "diff": "a\\nb"}
            """,
            Map.of());
    assertThat(told.status()).isEqualTo(201);
    assertThat(text(get(Map.of("service", List.of("payments")))))
        .contains(
            "\"kind\":\"deploy\"",
            "\"to\":\"v2.3.1\"",
            "\"summary\":\"payments: deploy v2.3.0 -> v2.3.1\"",
            "\"diff\":\"a\\nb\"",
            "\"source\":\"api\"");
    assertThat(text(get(Map.of("service", List.of("orders"))))).isEqualTo("{\"changes\":[]}");
  }

  @Test
  void anIdempotencyKeyMakesSendingAgainSafe() throws Exception {
    String body = "{\"kind\": \"config\", \"service\": \"payments\", \"to\": \"pool 20\"}";
    Map<String, String> key = Map.of("idempotency-key", "4711");
    assertThat(post("/api/v1/changes", body, key).status()).isEqualTo(201);
    clock.advance(java.time.Duration.ofMinutes(3));
    Reply.Whole again = post("/api/v1/changes", body, key);
    assertThat(again.status()).isEqualTo(200);
    assertThat(text(again)).contains("\"recorded\":false", "2026-03-01T12:00:00Z");
    assertThatThrownBy(() -> post("/api/v1/changes", body.replace("20", "30"), key))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.status()).isEqualTo(409))
        .hasMessageContaining("it stands for \"payments: config pool 20\"");
  }

  @Test
  void tellsEverythingThatIsWrong() {
    assertThatThrownBy(
            () ->
                post(
                    "/api/v1/changes",
                    """
                    {"kind": "deployment", "servce": "x", "at": "2019-01-01T00:00:00Z",
                     "url": "ftp://x", "region": ["a"], "summary": "%s"}
                    """
                        .formatted("x".repeat(501)),
                    Map.of()))
        .hasMessage(
            """
            servce: unknown (expected: did you mean service?)
            at: 2019-01-01T00:00:00Z (expected: within the last 30 days, and at most 5 minutes ahead of 2026-03-01T12:00:00Z)
            kind: deployment (expected: one of [cardinality, chaos, config, deploy, flag, other, rollback, scale])
            region: no text (expected: a text of at most 240 characters)
            summary: 501 characters (expected: a text of at most 500 characters, on one line)
            summary: missing (expected: a summary, or the service that was changed)
            url: ftp://x (expected: an http or https URL)""");
    assertThatThrownBy(() -> post("/api/v1/changes", "[1]", Map.of()))
        .hasMessage("body: no JSON object (expected: an object)");
    assertThatThrownBy(() -> post("/api/v1/changes", "{", Map.of()))
        .hasMessageStartingWith("body: no JSON: ");
    assertThat(ledger.events().latest(dev.ballast.ledger.EventFilter.ANY, 1)).isEmpty();
  }

  /** The event is the one of the specification's conformance folder, at a later time. */
  @Test
  void cdEventsAreTakenStructuredBinaryAndBare() throws Exception {
    String event =
        """
        {"context": {"version": "0.4.0", "id": "271069a8-fc18-44f1-b38f-9d70a1695819",
           "source": "/event/source/123", "type": "dev.cdevents.service.deployed.0.2.0",
           "timestamp": "2026-03-01T11:27:05.315384Z"},
         "subject": {"id": "shop/payments", "source": "/event/source/123", "type": "service",
           "content": {"environment": {"id": "test123"},
             "artifactId": "pkg:oci/myapp@sha256%3A0b31b1c02ff458ad9b7b81cbdf8f028bd54699fa151f221d1e8de6817db93427"}}}
        """;
    Reply.Whole binary =
        post(
            "/api/v1/hooks/cdevents",
            event,
            Map.of(
                "ce-specversion", "1.0",
                "ce-type", "dev.cdevents.service.deployed.0.2.0",
                "ce-id", "1",
                "ce-source", "x"));
    assertThat(binary.status()).isEqualTo(201);
    assertThat(text(binary))
        .contains(
            "\"service\":\"payments\"",
            "\"to\":\"sha256:0b31b1c02ff4\"",
            "\"summary\":\"payments deployed sha256:0b31b1c02ff4 in test123\"",
            "2026-03-01T11:27:05.315384Z");
    Reply.Whole structured =
        post(
            "/api/v1/hooks/cdevents",
            """
            {"specversion": "1.0", "id": "1", "source": "x", "type": "dev.cdevents.service.deployed.0.2.0",
             "datacontenttype": "application/json", "data": %s}
            """
                .formatted(event),
            Map.of("content-type", "application/cloudevents+json; charset=utf-8"));
    assertThat(structured.status()).as("the same event").isEqualTo(200);
    assertThat(
            text(
                post(
                    "/api/v1/hooks/cdevents",
                    event
                        .replace("271069a8", "another")
                        .replace("service.deployed", "service.rolledback"),
                    Map.of())))
        .contains("\"kind\":\"rollback\"");
  }

  @Test
  void cdEventsThatChangeNothingAreIgnoredAndMalformedOnesExplained() throws Exception {
    Reply.Whole ignored =
        post(
            "/api/v1/hooks/cdevents",
            """
            {"context": {"id": "1", "source": "x", "type": "dev.cdevents.testcaserun.started.0.2.0"},
             "subject": {"id": "t"}}
            """,
            Map.of());
    assertThat(ignored.status()).isEqualTo(202);
    assertThatThrownBy(
            () ->
                post(
                    "/api/v1/hooks/cdevents",
                    "{\"context\": {\"type\": \"com.example.x\", \"timestamp\": \"soon\"}, \"subject\": 3}",
                    Map.of()))
        .hasMessage(
            """
            subject: no object (expected: an object)
            context.id: missing (expected: 1 to 240 characters)
            context.source: missing (expected: 1 to 1000 characters)
            context.timestamp: soon (expected: RFC 3339 such as 2026-01-31T09:30:00Z)
            subject.id: missing (expected: 1 to 240 characters)
            context.type: com.example.x (expected: dev.cdevents.SUBJECT.PREDICATE.VERSION)""");
    assertThatThrownBy(
            () ->
                post(
                    "/api/v1/hooks/cdevents",
                    "{\"specversion\": \"0.3\", \"id\": \"1\"}",
                    Map.of("content-type", "application/cloudevents+json")))
        .hasMessageContaining("specversion: 0.3 (expected: 1.0)")
        .hasMessageContaining("data: missing");
  }

  /** GitHub's own example: docs.github.com, "Validating webhook deliveries". */
  @Test
  void signsAsGitHubDoes() {
    assertThat(
            HexFormat.of()
                .formatHex(HmacSha256.of(SECRET, "Hello, World!".getBytes(StandardCharsets.UTF_8))))
        .isEqualTo("757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17");
  }

  @Test
  void aDeploymentOfGitHubIsAChangeOnceItSucceeded() throws Exception {
    String status =
        """
        {"deployment_status": {"state": "STATE", "created_at": "2026-03-01T11:59:00Z",
           "log_url": "https://ci.example/1"},
         "deployment": {"id": 145988746, "sha": "a10867b14bb761a232cd80139fbd4c0d33264240", "ref": "v2.3.1",
           "task": "deploy", "environment": "production", "creator": {"login": "octocat"},
           "description": "new card processor", "payload": {"service": "payments"}},
         "repository": {"name": "shop", "full_name": "acme/shop"}}
        """;
    assertThat(gitHub("deployment_status", status.replace("STATE", "in_progress")).status())
        .isEqualTo(202);
    Reply.Whole success = gitHub("deployment_status", status.replace("STATE", "success"));
    assertThat(success.status()).isEqualTo(201);
    assertThat(text(success))
        .contains(
            "\"kind\":\"deploy\"",
            "\"service\":\"payments\"",
            "\"to\":\"v2.3.1\"",
            "\"summary\":\"payments v2.3.1 deployed to production\"",
            "\"author\":\"octocat\"",
            "\"diff\":\"new card processor\"");
    assertThat(gitHub("deployment_status", status.replace("STATE", "success")).status())
        .as("delivered again")
        .isEqualTo(200);
  }

  @Test
  void aPushToTheDefaultBranchIsNotedWithItsWords() throws Exception {
    String push =
        """
        {"ref": "refs/heads/main", "before": "0000000000000000000000000000000000000000",
         "after": "a10867b14bb761a232cd80139fbd4c0d33264240", "compare": "https://github.com/acme/payments/compare/1",
         "repository": {"name": "payments", "default_branch": "main"}, "pusher": {"name": "ann"},
         "head_commit": {"message": "Use the new card processor\\n\\nWith its own credentials."},
         "commits": [{"message": "Use the new card processor", "modified": ["src/CardClient.java"]}]}
        """;
    assertThat(text(gitHub("push", push)))
        .contains(
            "\"kind\":\"other\"",
            "\"summary\":\"payments: Use the new card processor\"",
            "\"diff\":\"Use the new card processor\\nmodified src/CardClient.java\"",
            "\"to\":\"a10867b14bb7\"");
    assertThat(gitHub("push", push.replace("heads/main", "heads/feature")).status()).isEqualTo(202);
    assertThat(gitHub("star", "{}").status()).isEqualTo(202);
  }

  @Test
  void whatGitHubDidNotSignIsRefused() {
    for (String signature : List.of("", "sha256=00", "sha1=757107ea")) {
      assertThatThrownBy(
              () ->
                  post(
                      "/api/v1/hooks/github",
                      "{}",
                      Map.of("x-github-event", "push", "x-hub-signature-256", signature)))
          .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.status()).isEqualTo(401));
    }
    ChangeHooks open =
        new ChangeHooks(
            new ChangeBook(ledger.events()), new Secret.None(), new Secrets(name -> null), clock);
    assertThatThrownBy(() -> call(open, "/api/v1/hooks/github", "{}", Map.of(), Map.of()))
        .hasMessageContaining("Fix: ballast serve --github-secret env:NAME or file:PATH");
  }

  @Test
  void argoCdAndFlagsSpeakTheirTemplates() throws Exception {
    assertThat(
            text(
                post(
                    "/api/v1/hooks/argocd",
                    """
                    {"app": "payments", "revision": "a10867b14bb761a232cd80139fbd4c0d33264240", "phase": "Succeeded",
                     "finished_at": "2026-03-01T11:50:00Z", "repo": "https://git.example/shop", "author": "ann",
                     "message": "Use the new card processor"}
                    """,
                    Map.of())))
        .contains("\"to\":\"a10867b14bb7\"", "\"service\":\"payments\"", "\"source\":\"argocd\"");
    assertThat(
            text(
                post(
                    "/api/v1/hooks/flags",
                    """
                    {"flag": "new-processor", "from": false, "to": true, "service": "payments", "author": "ann"}
                    """,
                    Map.of())))
        .contains(
            "\"kind\":\"flag\"", "\"summary\":\"flag new-processor set to true (was false)\"");
    assertThatThrownBy(() -> post("/api/v1/hooks/flags", "{\"flagg\": \"x\"}", Map.of()))
        .hasMessage(
            """
            flagg: unknown (expected: did you mean flag?)
            flag: missing (expected: 1 to 150 characters)
            to: missing (expected: 1 to 240 characters)""");
  }

  @Test
  void argoCdWithoutARevisionNamesNoVersion() throws Exception {
    String sync =
        "{\"app\": \"payments\", \"revision\": \"<no value>\", \"phase\": \"Succeeded\"%s}";
    assertThat(text(post("/api/v1/hooks/argocd", sync.formatted(""), Map.of())))
        .isEqualTo("{\"ignored\":\"the sync of payments names no revision\"}");
    assertThat(
            text(
                post(
                    "/api/v1/hooks/argocd", sync.formatted(", \"version\": \"v2.3.1\""), Map.of())))
        .contains("\"to\":\"v2.3.1\"");
  }

  @Test
  void gitHubsPayloadMayBeATextWithJsonInIt() throws Exception {
    String event =
        """
        {"deployment_status": {"state": "success", "created_at": "2026-03-01T11:50:00Z"},
         "deployment": {"id": 9, "ref": "v2.3.1", "payload": %s},
         "repository": {"name": "shop"}}
        """;
    assertThat(
            text(
                gitHub(
                    "deployment_status",
                    event.formatted("\"{\\\"service\\\": \\\"payments\\\"}\""))))
        .contains("\"service\":\"payments\"");
    assertThat(
            text(
                gitHub(
                    "deployment_status",
                    event.replace("\"id\": 9", "\"id\": 10").formatted("\"no JSON {\""))))
        .as("a text of one's own")
        .contains("\"service\":\"shop\"");
  }

  private Reply.Whole gitHub(String event, String body) throws Exception {
    byte[] mac = HmacSha256.of(SECRET, body.getBytes(StandardCharsets.UTF_8));
    return post(
        "/api/v1/hooks/github",
        body,
        Map.of(
            "x-github-event",
            event,
            "x-hub-signature-256",
            "sha256=" + HexFormat.of().formatHex(mac)));
  }

  private Reply.Whole post(String path, String body, Map<String, String> headers) throws Exception {
    return call(hooks, path, body, headers, Map.of());
  }

  private Reply.Whole get(Map<String, List<String>> parameters) throws Exception {
    return call(hooks, "/api/v1/changes", null, Map.of(), parameters);
  }

  private static Reply.Whole call(
      ChangeHooks hooks,
      String path,
      @org.jspecify.annotations.Nullable String body,
      Map<String, String> headers,
      Map<String, List<String>> parameters)
      throws Exception {
    Verb verb = body == null ? Verb.GET : Verb.POST;
    Endpoint endpoint =
        hooks.endpoints().stream()
            .filter(e -> e.path().equals(path) && e.verb() == verb)
            .findFirst()
            .orElseThrow();
    Request request =
        new Request(
            verb,
            path,
            Map.of(),
            new Parameters(parameters),
            name -> headers.getOrDefault(name, ""),
            new Caller("ann", Role.OPERATOR),
            body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8));
    return (Reply.Whole) endpoint.handler().handle(request);
  }

  private static String text(Reply.Whole reply) {
    return new String(reply.body(), StandardCharsets.UTF_8);
  }
}
