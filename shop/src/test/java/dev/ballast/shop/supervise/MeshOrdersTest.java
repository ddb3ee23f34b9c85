// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.ballast.shop.deployment.RefusedException;
import dev.ballast.shop.deployment.Version;
import dev.ballast.shop.topology.Node;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Against a stand-in of the mesh's admin API that notes what it is told. */
final class MeshOrdersTest {

  private static final Version NEXT = new Version(new Node("payments", "us-east"), "v2.3.1");

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<JsonNode> bodies = new CopyOnWriteArrayList<>();
  private volatile int status = 200;
  private HttpServer admin;
  private MeshOrders orders;

  @BeforeEach
  void listen() throws IOException {
    admin = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
    admin.createContext(
        "/",
        exchange -> {
          bodies.add(JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes()));
          asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
          byte[] body = "{\"error\":\"it has weight 20\"}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    admin.start();
    orders = new MeshOrders(region -> region.equals("us-east") ? admin.getAddress().getPort() : 1);
  }

  @AfterEach
  void close() {
    orders.close();
    admin.stop(0);
  }

  @Test
  void tellsTheRegionsMeshAllPortsOfAVersion() throws Exception {
    orders.lead(NEXT, List.of(7281, 7282));

    assertThat(asked).containsExactly("PUT /versions/payments/v2.3.1");
    assertThat(bodies.getFirst().at("/endpoints/1/address").asString()).isEqualTo("127.0.0.1:7282");
    assertThat(bodies.getFirst().at("/endpoints/1/region").asString()).isEqualTo("us-east");
  }

  @Test
  void aPortThatRestsKeepsItsPlace() throws Exception {
    orders.rest(NEXT, 7281, true);
    orders.rest(NEXT, 7281, false);

    assertThat(asked).containsOnly("PUT /endpoints/payments/v2.3.1/127.0.0.1:7281");
    assertThat(bodies).extracting(b -> b.path("draining").asBoolean()).containsExactly(true, false);
  }

  @Test
  void aVersionThatIsGoneAlreadyIsGone() {
    status = 404;

    assertThatCode(() -> orders.close(NEXT)).doesNotThrowAnyException();
    assertThatThrownBy(() -> orders.rest(NEXT, 7281, true)).isInstanceOf(IOException.class);
  }

  @Test
  void tellsWhyAVersionStays() {
    status = 409;

    assertThatThrownBy(() -> orders.close(NEXT))
        .isInstanceOf(RefusedException.class)
        .hasMessage("it has weight 20");
  }

  @Test
  void aMeshThatIsAwayIsSaid() {
    Version elsewhere = new Version(new Node("payments", "eu-west"), "v2.3.1");

    assertThatThrownBy(() -> orders.close(elsewhere)).isInstanceOf(IOException.class);
  }
}
