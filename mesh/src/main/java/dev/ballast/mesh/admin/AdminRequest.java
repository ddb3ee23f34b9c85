// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.admin;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request of the admin API, read as a whole.
 *
 * @param segments the path's parts, decoded, without empty ones
 * @param headers first values, names in lower case
 */
@SuppressWarnings("ArrayRecordComponent") // Read once, and never compared.
public record AdminRequest(
    String method,
    List<String> segments,
    Map<String, String> query,
    Map<String, String> headers,
    byte[] body) {

  public AdminRequest {
    segments = List.copyOf(segments);
    query = Map.copyOf(query);
    headers = Map.copyOf(headers);
  }

  public @Nullable String header(String name) {
    return headers.get(name);
  }
}
