// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.network;

import dev.ballast.faults.driver.FaultException;
import dev.ballast.faults.driver.Order;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Toxiproxy's API at the proxy of a target. */
final class ProxyApi {

  private final HttpCalls calls = new HttpCalls();

  URI address(Order order, String path) {
    String name = URLEncoder.encode(order.target().proxy().name(), StandardCharsets.UTF_8);
    return URI.create(order.target().proxy().api() + "/proxies/" + name + path);
  }

  JsonNode get(Order order, String path) throws FaultException {
    return calls.get(address(order, path));
  }

  JsonNode post(Order order, String path, Map<String, Object> body) throws FaultException {
    return calls.post(address(order, path), body);
  }

  void delete(Order order, String path) throws FaultException {
    calls.delete(address(order, path));
  }
}
