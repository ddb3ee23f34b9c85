// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Asks a mesh's admin API. */
final class Admin {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private Admin() {}

  static HttpResponse<String> get(MeshProcess mesh, String path) throws Exception {
    return send(mesh, "GET", path, "");
  }

  static HttpResponse<String> send(
      MeshProcess mesh, String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + mesh.adminPort() + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
