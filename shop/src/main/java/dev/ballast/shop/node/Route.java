// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.node;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A method and a path template such as {@code /products/{product}} with what answers it. */
public record Route(String method, String template, Handler handler) {

  /** Answers a request; may block. */
  public interface Handler {
    Reply answer(Call call);
  }

  public static Route get(String template, Handler handler) {
    return new Route("GET", template, handler);
  }

  public static Route post(String template, Handler handler) {
    return new Route("POST", template, handler);
  }

  /** The path's parameters when the request is for this route. */
  Optional<Map<String, String>> match(String requestMethod, String path) {
    List<String> wanted = List.of(template.split("/", -1));
    List<String> given = List.of(path.split("/", -1));
    if (!method.equals(requestMethod) || wanted.size() != given.size()) {
      return Optional.empty();
    }
    Map<String, String> parameters = new HashMap<>();
    for (int i = 0; i < wanted.size(); i++) {
      String part = wanted.get(i);
      if (part.startsWith("{")) {
        parameters.put(part.substring(1, part.length() - 1), given.get(i));
      } else if (!part.equals(given.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(parameters);
  }
}
