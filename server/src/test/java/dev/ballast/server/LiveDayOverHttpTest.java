// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.server.auth.OfflineTokens;
import dev.ballast.server.auth.Role;
import dev.ballast.server.gameday.LivePlan;
import dev.ballast.testkit.FakeClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Real users are hit when two people want it, each by a token of their own, over HTTP. */
class LiveDayOverHttpTest {

  private static final String DAYS = "/api/v1/gamedays";
  private static final String APPROVE = DAYS + "/approve";

  private static final String PLAN = LivePlan.YAML;

  private final FakeClock clock = FakeClock.atStart();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  @TempDir Path dir;
  private BallastServer server;
  private String alice;
  private String bob;
  private String carol;
  private String dave;

  @BeforeEach
  void aServerWithFourPeople() throws IOException {
    Path data = dir.resolve("data");
    Path config = Files.createDirectory(dir.resolve("config"));
    Files.writeString(
        config.resolve("regions.yaml"),
        """
        apiVersion: ballast.dev/v1
        kind: Region
        metadata: {name: us-east, labels: {ballast.dev/faults: allowed}}
        """);
    try (OfflineTokens tokens = OfflineTokens.open(data, clock)) {
      alice = tokens.create("alice", Role.OPERATOR).secret();
      bob = tokens.create("bob", Role.OPERATOR).secret();
      carol = tokens.create("carol", Role.OPERATOR).secret();
      dave = tokens.create("dave", Role.VIEWER).secret();
    }
    server =
        BallastServer.byHand(
            ServerConfig.in(data)
                .withConfigDir(config)
                .withListen(new ServerConfig.Listen("0.0.0.0", 0, 0, 0)),
            clock);
    server.lookAtFolder();
    server.judge();
  }

  @AfterEach
  void stop() {
    server.close();
    http.close();
  }

  private HttpResponse<String> post(String token, String path, String body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .header("content-type", "application/yaml")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    return http.send(
        (token.isEmpty() ? request : request.header("authorization", "Bearer " + token)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private void refuses(String token, String path, String body, int status, String why)
      throws Exception {
    HttpResponse<String> answer = post(token, path, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains(why);
  }

  private void approves(String token) throws Exception {
    HttpResponse<String> answer = post(token, APPROVE, PLAN);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private List<String> told() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:" + server.port() + "/api/v1/events?after=0&name=gameday."))
            .header("authorization", "Bearer " + dave)
            .build();
    String events = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    List<String> all = new ArrayList<>();
    for (JsonNode event : JsonMapper.shared().readTree(events).path("events")) {
      all.add(event.path("name").asString("") + " " + event.path("actor").asString(""));
    }
    return all;
  }

  @Test
  void twoPeopleAreEnough() throws Exception {
    HttpResponse<String> yes = post(bob, APPROVE, PLAN);
    assertThat(yes.body()).contains("\"people\":[\"bob\"]", "\"enough\":false", "1 of 2 people");

    HttpResponse<String> begun = post(alice, DAYS, PLAN);
    assertThat(begun.statusCode()).as(begun.body()).isEqualTo(201);
    assertThat(begun.body()).contains("\"mode\":\"live\"", "\"started_by\":\"alice\"");
    assertThat(told())
        .containsExactly(
            "gameday.approved bob",
            "gameday.approved alice",
            "gameday.live alice",
            "gameday.started ballast");

    // The two have wanted one beginning, not two.
    HttpResponse<String> ended = post(bob, DAYS + "/GD-1/abort?reason=enough", "");
    assertThat(ended.statusCode()).as(ended.body()).isEqualTo(200);
    refuses(alice, DAYS, PLAN, 409, "1 of 2 people have said yes to this plan: alice");
  }

  private String page(String token) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/gameday"))
            .header("accept", "text/html")
            .header("cookie", "ballast_token=" + token)
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  @Test
  void thePageHasAButtonForWhoeverIsMissing() throws Exception {
    refuses(alice, DAYS, PLAN, 409, "1 of 2 people");
    String button = "/gameday/waiting/[0-9a-f]{64}/approve";
    for (String other : List.of(alice, carol, dave)) {
      assertThat(page(other))
          .contains("Wanted where real users are", "RegionIsolation of us-east for 5 min")
          .doesNotContainPattern(button);
    }
    Matcher found = Pattern.compile(button).matcher(page(bob));
    assertThat(found.find()).isTrue();
    String approve = found.group();

    refuses(dave, approve, "", 403, "");
    refuses(carol, approve, "", 409, "carol may not approve");
    refuses(bob, approve, "", 303, "");
    assertThat(page(bob)).contains("alice, bob").doesNotContainPattern(button);

    clock.advance(Duration.ofMinutes(15).plusSeconds(1));
    assertThat(page(bob)).doesNotContain("Wanted where real users are");
    refuses(bob, approve, "", 409, "nobody wants this plan any more");
  }

  @Test
  void onePersonTwiceIsOne() throws Exception {
    approves(alice);
    approves(alice);
    refuses(alice, DAYS, PLAN, 409, "Still to approve: bob, with a token of their own");
    refuses(alice, DAYS + "?as=bob", PLAN, 409, "1 of 2 people");
    refuses(alice, APPROVE + "?as=bob", PLAN.replace("5m", "6m"), 200, "\"people\":[\"alice\"]");
    refuses(alice, DAYS, PLAN, 409, "1 of 2 people");
  }

  @Test
  void whoHasNoSayIsNotCounted() throws Exception {
    refuses("", APPROVE, PLAN, 401, "token");
    refuses(dave, APPROVE, PLAN, 403, "operator");
    refuses(carol, APPROVE, PLAN, 409, "carol may not approve (expected: the owner alice");
    refuses(dave, DAYS, PLAN, 403, "operator");
    refuses(carol, DAYS, PLAN, 409, "carol may not");
    assertThat(told()).isEmpty();
  }

  @Test
  void aYesExpires() throws Exception {
    approves(bob);
    clock.advance(Duration.ofMinutes(15).plusSeconds(1));
    refuses(alice, DAYS, PLAN, 409, "1 of 2 people have said yes to this plan: alice");
  }

  @Test
  void aYesIsForThePlanAsItWas() throws Exception {
    approves(bob);
    refuses(alice, DAYS, PLAN.replace("duration: 5m", "duration: 50m"), 409, "1 of 2 people");
    refuses(alice, DAYS + "?scale=0.5", PLAN, 409, "ballast gameday approve FILE --scale 0.5");
    refuses(alice, DAYS + "?mode=simulated", PLAN, 409, "simulated, of a plan that is live");
    assertThat(told()).doesNotContain("gameday.live alice", "gameday.started ballast");
  }
}
