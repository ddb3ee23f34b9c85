// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

/** Calls to a server under measurement, over connections that stay open. */
public final class Calls implements AutoCloseable {

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String url;

  /**
   * @param url of the server, without a path
   */
  public Calls(String url) {
    this.url = url;
  }

  /** One call; the body is JSON, or empty. */
  public HttpResponse<String> call(String verb, String path, String body)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(url + path))
            .header("content-type", "application/json")
            .method(verb, BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /**
   * The same, and what came back.
   *
   * @throws IllegalStateException with the answer when its status is another
   */
  public String expect(int status, String verb, String path, String body)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = call(verb, path, body);
    if (answer.statusCode() != status) {
      throw new IllegalStateException(
          answer.uri() + ": " + answer.statusCode() + " " + answer.body());
    }
    return answer.body();
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
