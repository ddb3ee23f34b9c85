// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.shop.topology.Node;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class OrchestratorApiTest {

  private static final String STABLE = "/deployments/inventory/us-east/v2.0.2";

  private final Backstage backstage = new Backstage();
  private final HttpClient client = HttpClient.newHttpClient();
  private Orchestrator orchestrator;
  private OrchestratorApi api;

  @BeforeEach
  void open() throws IOException {
    orchestrator =
        new Orchestrator(backstage, backstage, new SparePorts(List.of(7281, 7282), port -> false));
    orchestrator.adopt(
        new Version(new Node("inventory", "us-east"), "v2.0.2"), backstage.actor(1, 7205));
    api = OrchestratorApi.serve(orchestrator, 0);
  }

  @AfterEach
  void close() throws InterruptedException {
    client.close();
    api.close();
    orchestrator.close();
  }

  private HttpResponse<String> send(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path))
            .method(method, BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  @Test
  void tellsWhatRuns() throws Exception {
    HttpResponse<String> one = send("GET", STABLE, "");

    assertThat(one.headers().firstValue("etag")).contains("\"1\"");
    assertThat(one.body())
        .startsWith(
            "{\"service\":\"inventory\",\"region\":\"us-east\",\"version\":\"v2.0.2\","
                + "\"revision\":1,\"wanted\":1,\"ready\":1,\"least\":1,\"most\":4,\"instances\":[{")
        .contains(
            "\"address\":\"127.0.0.1:7205\"",
            "\"pid\":1001,\"started_at\":\"1970-01-01T00:16:41Z\"",
            "\"name\":\"inventory-us-east-1\"");
    assertThat(send("GET", "/deployments", "").body()).contains(one.body());
  }

  @Test
  void scalesWhatTheCallerHasSeen() throws Exception {
    HttpResponse<String> scaled =
        send("PUT", STABLE + "/scale", "{\"replicas\": 2}", "If-Match", "\"1\"");
    HttpResponse<String> late =
        send("PUT", STABLE + "/scale", "{\"replicas\": 1}", "If-Match", "\"1\"");

    assertThat(scaled.statusCode()).isEqualTo(200);
    assertThat(scaled.body()).contains("\"revision\":2,\"wanted\":2,\"ready\":1");
    assertThat(late.statusCode()).isEqualTo(412);
    assertThat(late.body()).contains("revision 1 (expected: 2, which it is now)");
    backstage.expect("start v2.0.2 2:7281", "lead v2.0.2 [7205, 7281]");
  }

  @Test
  void restartsWhatTheCallerHasSeen() throws Exception {
    String seen =
        "{\"instances\":[{\"name\":\"inventory-us-east-1\",\"address\":\"127.0.0.1:7205\","
            + "\"pid\":1001,\"started_at\":\"1970-01-01T00:16:41Z\"}]}";
    assertThat(send("POST", STABLE + "/restart", seen).statusCode()).isEqualTo(202);
    backstage.expect("rest v2.0.2 7205", "finish 1:7205", "rest v2.0.2 7205");
    backstage.expect("start v2.0.2 1:7205", "resume v2.0.2 7205");

    assertThat(send("POST", STABLE + "/restart", seen).statusCode()).isEqualTo(412);
    assertThat(send("POST", STABLE + "/restart", "{}").body())
        .contains("(expected: 1 to 100 instances)");
    assertThat(send("POST", STABLE + "/restart", seen.replace("1001", "\"x\"")).body())
        .contains("(expected: name, address, pid and started_at as they were read)");
    assertThat(send("POST", STABLE + "/restart", seen.replace("1970", "x")).body())
        .contains("(expected: a time such as");
    assertThat(send("PUT", STABLE + "/restart", seen).statusCode()).isEqualTo(405);
  }

  @Test
  void deploysAndRetiresAVersion() throws Exception {
    String next = "/deployments/inventory/us-east/v2.1.0";
    HttpResponse<String> deployed = send("PUT", next, "{\"replicas\": 1}");
    backstage.expect("start v2.1.0 2:7281", "lead v2.1.0 [7281]");
    HttpResponse<String> retired = send("DELETE", next, "");
    backstage.expect("close v2.1.0", "finish 2:7281");

    assertThat(deployed.statusCode()).isEqualTo(201);
    assertThat(retired.statusCode()).isEqualTo(202);
    assertThat(retired.body()).contains("\"wanted\":0");
  }

  @Test
  void saysWhatIsWrong() throws Exception {
    assertThat(send("GET", "/nothing", "").statusCode()).isEqualTo(404);
    assertThat(send("GET", "/deployments/inventory/us-east/v9", "").statusCode()).isEqualTo(404);
    assertThat(send("POST", STABLE, "").body()).contains("method: POST (expected: GET, PUT or");
    assertThat(send("PUT", STABLE + "/scale", "{\"replicas\": \"two\"}").body())
        .contains("(expected: {\\\"replicas\\\": N})");
    assertThat(send("PUT", STABLE + "/scale", "{").body()).contains("(expected: JSON)");
    assertThat(send("PUT", STABLE + "/scale", "x".repeat(70_000)).statusCode()).isEqualTo(400);
    assertThat(send("PUT", STABLE + "/scale", "{\"replicas\": 99}").statusCode()).isEqualTo(400);
    assertThat(send("DELETE", STABLE, "").statusCode()).isEqualTo(409);
    assertThat(send("PUT", STABLE + "/scale", "{\"replicas\": 2}", "If-Match", "newest").body())
        .contains("If-Match: newest (expected: a revision in quotes, as in ETag)");
  }
}
