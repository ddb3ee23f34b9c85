// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.mesh.time.Ticker;
import dev.ballast.model.mesh.Match;
import dev.ballast.model.mesh.Mesh;
import dev.ballast.model.mesh.Mirror;
import dev.ballast.model.mesh.Policies;
import dev.ballast.model.mesh.Route;
import dev.ballast.model.mesh.Split;
import dev.ballast.model.mesh.Sticky;
import dev.ballast.model.quantity.Ratio;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a version gets beside the weights: requests that match, and copies, both on a lease. */
final class CanaryRouteTest {

  private static final String LEASE = "\"owner\": \"rollout\", \"lease_seconds\": 10}";
  private static final long SECOND = 1_000_000_000L;

  private final AtomicLong time = new AtomicLong(1);
  private final AtomicInteger status = new AtomicInteger(200);
  private Backend one;
  private Backend two;
  private MeshProcess mesh;

  @BeforeEach
  void start() throws Exception {
    one = Backend.answering("v1");
    two = new Backend((_, out) -> Backend.respond(out, status.get(), "v2"));
    Ticker ticker = time::get;
    mesh = MeshProcess.start(config(), ticker, 1);
  }

  private Mesh config() {
    Route slow =
        new Route(
            "reports",
            new Match("/reports", "", Map.of()),
            Split.allTo("v1"),
            Sticky.NONE,
            Duration.ofSeconds(10),
            Meshes.NO_RETRY,
            Mirror.NONE);
    return Meshes.mesh(
        Meshes.service(
            Policies.DEFAULT,
            List.of(slow, Meshes.route(new Split(Map.of("v1", 100)))),
            Meshes.version("v1", one.port()),
            Meshes.version("v2", two.port())));
  }

  @AfterEach
  void stop() throws Exception {
    mesh.close();
    one.close();
    two.close();
  }

  private HttpResponse<String> put(String what) throws Exception {
    return Admin.send(
        mesh, "PUT", "/canary/payments", "{\"version\": \"v2\", " + what + ", " + LEASE);
  }

  private String get(String path, String... headers) throws Exception {
    return Caller.once(Meshes.portOf(mesh), path, headers).body();
  }

  private void select(String conditions) throws Exception {
    HttpResponse<String> answer = put("\"match\": [" + conditions + "]");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  @Test
  void requestsThatMatchMeetTheCanaryWhateverTheirRouteSays() throws Exception {
    select("{\"headers\": {\"X-Canary\": {\"exact\": \"insider\"}}}");
    assertThat(get("/", "x-canary: insider")).isEqualTo("v2");
    assertThat(get("/reports/1", "x-canary: insider")).isEqualTo("v2");
    assertThat(get("/", "x-canary: insiders")).isEqualTo("v1");
    assertThat(get("/")).isEqualTo("v1");
  }

  @Test
  void textsMatchAsAWholeByTheirStartTheirEndOrByAnExpression() throws Exception {
    select(
        """
        {"headers": {"x-p": {"prefix": "ab"}, "x-s": {"suffix": "yz"}}},
        {"headers": {"cookie": {"regex": "^(.*?;)?(canary=always)(;.*)?$"}}},
        {"headers": {"x-there": {}}, "withoutHeaders": {"x-not": {"exact": "now"}}}
        """);
    assertThat(get("/", "x-p: abc", "x-s: xyz")).isEqualTo("v2");
    assertThat(get("/", "x-p: abc", "x-s: yzx")).isEqualTo("v1");
    assertThat(get("/", "x-p: abc")).isEqualTo("v1");
    assertThat(get("/", "cookie: a=b;canary=always;c=d")).isEqualTo("v2");
    assertThat(get("/", "cookie: canary=always")).isEqualTo("v2");
    assertThat(get("/", "cookie: canary=always2")).isEqualTo("v1");
    assertThat(get("/", "x-there: whatever")).isEqualTo("v2");
    assertThat(get("/", "x-there: whatever", "x-not: now")).isEqualTo("v1");
    assertThat(get("/", "x-there: whatever", "x-not: later")).isEqualTo("v2");
  }

  @Test
  void pathsMethodsHostsAndParametersMatchAsWell() throws Exception {
    select(
        """
        {"uri": {"exact": "/Beta"}, "ignoreUriCase": true, "method": {"exact": "GET"}},
        {"authority": {"regex": "beta\\\\..*"}},
        {"queryParams": {"group": {"regex": "[ab]"}, "on": {}}}
        """);
    assertThat(get("/beta")).isEqualTo("v2");
    assertThat(get("/beta?x=1")).isEqualTo("v2");
    assertThat(get("/beta/1")).isEqualTo("v1");
    assertThat(get("/?group=a&on=")).isEqualTo("v2");
    assertThat(get("/?group=%61&on=1")).isEqualTo("v2");
    assertThat(get("/?group=c&on=1")).isEqualTo("v1");
    assertThat(get("/?group=a")).isEqualTo("v1");
    assertThat(get("/?group=a&on=1&bad=%zz")).isEqualTo("v1");
    try (Caller caller = new Caller(Meshes.portOf(mesh))) {
      caller.send("GET / HTTP/1.1\r\nHost: beta.example\r\n\r\n");
      assertThat(caller.receive().body()).isEqualTo("v2");
      caller.send("POST /beta HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
      assertThat(caller.receive().body()).isEqualTo("v1");
    }
  }

  @Test
  void anExpressionThatWouldBurnTheProcessorElsewhereTakesNoTimeHere() throws Exception {
    select("{\"headers\": {\"x-canary\": {\"regex\": \"(a+)+$\"}}}");
    assertThat(get("/", "x-canary: " + "a".repeat(4000) + "!")).isEqualTo("v1");
  }

  @Test
  void itEndsWithItsOwnerAndStaysWhileThatRenews() throws Exception {
    String canary = "{\"headers\": {\"x-canary\": {}}}";
    select(canary);
    long revision = mesh.config().state().revision();
    time.addAndGet(9 * SECOND);
    select(canary);
    assertThat(mesh.config().state().revision()).isEqualTo(revision);
    time.addAndGet(9 * SECOND);
    mesh.config().expire();
    assertThat(get("/", "x-canary: 1")).isEqualTo("v2");
    time.addAndGet(2 * SECOND);
    mesh.config().expire();
    assertThat(get("/", "x-canary: 1")).isEqualTo("v1");
    assertThat(Admin.get(mesh, "/config").body()).contains("\"leases\" : [ ]");
  }

  @Test
  void itIsReadBackAndGivenBack() throws Exception {
    select("{\"headers\": {\"X-Canary\": {\"exact\": \"yes\"}}}");
    assertThat(Admin.get(mesh, "/canary/payments").body())
        .contains("\"version\" : \"v2\"")
        .contains("\"owner\" : \"rollout\"")
        .contains("\"x-canary\" : {")
        .contains("\"exact\" : \"yes\"");
    assertThat(Admin.send(mesh, "DELETE", "/canary/payments", "").statusCode()).isEqualTo(200);
    assertThat(Admin.get(mesh, "/canary/payments").body()).doesNotContain("canary\" :");
    assertThat(get("/", "x-canary: yes")).isEqualTo("v1");
  }

  @Test
  void copiesGoToTheCanaryAndTheirAnswersToNobody() throws Exception {
    status.set(500);
    HttpResponse<String> answer = put("\"mirror\": 1");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    for (int i = 0; i < 20; i++) {
      assertThat(get(i % 2 == 0 ? "/" : "/reports")).isEqualTo("v1");
    }
    Await.until(() -> two.requests.size() == 20);
    assertThat(two.requests).allMatch(request -> request.header("x-ballast-mirrored").equals("1"));
    Await.until(() -> metric("ballast_mesh_mirrored_requests_total") == 20);
    String text = Admin.get(mesh, "/metrics").body();
    assertThat(text.lines().filter(line -> line.startsWith("ballast_mesh_mirrored_requests_total")))
        .allMatch(line -> line.contains("reporter=\"mirror\""))
        .allMatch(line -> line.contains("destination_version=\"v2\""))
        .allMatch(line -> line.contains("response_code=\"500\""));
    assertThat(text.lines().filter(line -> line.startsWith("istio_requests_total")))
        .isNotEmpty()
        .allMatch(line -> line.contains("destination_version=\"v1\""));
  }

  @Test
  void aShareOfTheRequestsIsCopied() throws Exception {
    put("\"mirror\": 0.5");
    try (Caller caller = new Caller(Meshes.portOf(mesh))) {
      for (int i = 0; i < 400; i++) {
        caller.get("/");
      }
    }
    Await.until(() -> metric("ballast_mesh_mirrored_requests_total") == two.requests.size());
    assertThat(two.requests.size()).isCloseTo(200, within(60));
  }

  @Test
  void aCopyThatReachesNobodyIsCountedAsFailed() throws Exception {
    two.close();
    put("\"mirror\": 1");
    assertThat(get("/")).isEqualTo("v1");
    Await.until(() -> metric("ballast_mesh_mirrored_requests_total") == 1);
    assertThat(Admin.get(mesh, "/metrics").body())
        .containsPattern("ballast_mesh_mirrored_requests_total\\{.*response_code=\"503\".*} 1");
  }

  private double metric(String name) {
    try {
      return Admin.get(mesh, "/metrics")
          .body()
          .lines()
          .filter(line -> line.startsWith(name + "{"))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
          .sum();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void oneTakesThePlaceOfTheOther() throws Exception {
    put("\"mirror\": 1");
    select("{\"headers\": {\"x-canary\": {}}}");
    assertThat(get("/")).isEqualTo("v1");
    assertThat(get("/", "x-canary: 1")).isEqualTo("v2");
    assertThat(two.requests).hasSize(1);
    assertThat(mesh.config().state().leases()).hasSize(1);
  }

  @Test
  void aVersionWithACanaryOfItsOwnIsNotTakenAway() throws Exception {
    put("\"mirror\": 1");
    HttpResponse<String> answer = Admin.send(mesh, "DELETE", "/versions/payments/v2", "");
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("is a canary with requests of its own");
  }

  @Test
  void whatWouldMakeNoSenseIsRefusedAndChangesNothing() throws Exception {
    long revision = mesh.config().state().revision();
    refused("\"mirror\": 2", 400, "above 0, at most 1");
    refused("\"mirror\": 1, \"match\": []", 400, "one of them");
    refused("\"match\": []", 400, "1 to 32 conditions");
    refused("\"match\": [{}]", 400, "at least one condition");
    refused("\"match\": [{\"headers\": {}}]", 400, "matches everything");
    refused("\"match\": [{\"headers\": {\"a\": {\"regex\": \"(\"}}}]", 400, "expected: RE2");
    refused("\"match\": [{\"headers\": {\"a\": {\"like\": \"b\"}}}]", 400, "exact, prefix, suffix");
    refused("\"match\": [{\"sourceLabels\": {\"a\": \"b\"}}]", 400, "which the mesh can match");
    String nobody = "{\"version\": \"v9\", \"mirror\": 1, " + LEASE;
    assertThat(Admin.send(mesh, "PUT", "/canary/payments", nobody).statusCode()).isEqualTo(400);
    String forGood = "{\"version\": \"v2\", \"mirror\": 1, \"owner\": \"me\"}";
    assertThat(Admin.send(mesh, "PUT", "/canary/payments", forGood).body())
        .contains("lease_seconds");
    assertThat(Admin.get(mesh, "/canary/nobody").statusCode()).isEqualTo(404);
    assertThat(mesh.config().state().revision()).isEqualTo(revision);
  }

  private void refused(String what, int code, String why) throws Exception {
    HttpResponse<String> answer = put(what);
    assertThat(answer.statusCode()).as(what).isEqualTo(code);
    assertThat(answer.body()).contains(why);
  }

  @Test
  void aMirrorOfTheFileAndSomebodyElsesCanaryAreLeftAlone() throws Exception {
    put("\"mirror\": 1");
    String other =
        "{\"version\": \"v2\", \"mirror\": 1, \"owner\": \"other\", \"lease_seconds\": 5}";
    HttpResponse<String> answer = Admin.send(mesh, "PUT", "/canary/payments", other);
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("rollout has a canary of payments already");
    Admin.send(mesh, "DELETE", "/canary/payments", "");
    Mesh plain = config();
    Mesh mirroring =
        plain.withServices(
            List.of(
                plain
                    .services()
                    .getFirst()
                    .withRoutes(
                        List.of(
                            Meshes.route(Split.allTo("v1"))
                                .withMirror(new Mirror("v2", Ratio.ONE))))));
    mesh.config().replace(mirroring, dev.ballast.mesh.config.ConfigStore.ANY);
    HttpResponse<String> twice = put("\"mirror\": 1");
    assertThat(twice.statusCode()).isEqualTo(409);
    assertThat(twice.body()).contains("mirrors by its configuration already");
  }
}
