// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.chaos;

import dev.ballast.control.chaos.experiment.Answer;
import dev.ballast.model.experiment.Provider;
import dev.ballast.model.rollout.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import javax.net.ssl.SSLContext;

/** Sends the requests of experiments. */
final class HttpProvider {

  private static final int MOST_BYTES = 1 << 20;
  private static final String CONTENT_TYPE = "Content-Type";

  private HttpProvider() {}

  static Answer call(Provider.Http http) throws InterruptedException {
    HttpRequest request;
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .connectTimeout(http.connect())
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL);
    try {
      request = request(http);
    } catch (IllegalArgumentException e) {
      return Answer.failed("request: " + e.getMessage());
    }
    if (!http.verifyTls()) {
      SSLContext context = AnyCertificate.context();
      client.sslContext(context);
    }
    try (HttpClient one = client.build()) {
      return answer(http, one.send(request, HttpResponse.BodyHandlers.ofInputStream()));
    } catch (HttpTimeoutException e) {
      return Answer.failed("no answer from " + request.uri().getAuthority() + " in time");
    } catch (IOException e) {
      String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      return Answer.failed("cannot reach " + request.uri().getAuthority() + ": " + why);
    }
  }

  private static HttpRequest request(Provider.Http http) {
    boolean query = http.method().equals("GET") || http.method().equals("HEAD");
    boolean arguments =
        !(http.arguments() instanceof Tree.Fields(var entries)) || !entries.isEmpty();
    String url = http.url();
    if (query && arguments) {
      url += (url.contains("?") ? "&" : "?") + form(http.arguments());
    }
    HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(url)).timeout(http.timeout());
    http.headers().forEach(builder::header);
    Optional<String> type =
        http.headers().entrySet().stream()
            .filter(h -> h.getKey().equalsIgnoreCase(CONTENT_TYPE))
            .map(Map.Entry::getValue)
            .findFirst();
    if (query || !arguments) {
      return builder.method(http.method(), HttpRequest.BodyPublishers.noBody()).build();
    }
    String body;
    if (http.arguments() instanceof Tree.Text(String text)) {
      body = text;
    } else if (type.filter(t -> t.toLowerCase(Locale.ROOT).contains("json")).isPresent()) {
      body = http.arguments().json();
    } else {
      body = form(http.arguments());
      if (type.isEmpty()) {
        builder.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
      }
    }
    return builder.method(http.method(), HttpRequest.BodyPublishers.ofString(body)).build();
  }

  private static String form(Tree arguments) {
    if (!(arguments instanceof Tree.Fields(var entries))) {
      return arguments instanceof Tree.Text(String text) ? text : encoded(arguments);
    }
    StringJoiner form = new StringJoiner("&");
    entries.forEach(
        (key, value) ->
            form.add(URLEncoder.encode(key, StandardCharsets.UTF_8) + "=" + encoded(value)));
    return form.toString();
  }

  private static String encoded(Tree value) {
    String text = value instanceof Tree.Text(String t) ? t : value.json();
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Answer answer(Provider.Http http, HttpResponse<InputStream> response)
      throws IOException {
    byte[] bytes;
    try (InputStream in = response.body()) {
      bytes = in.readNBytes(MOST_BYTES + 1);
    }
    if (bytes.length > MOST_BYTES) {
      return Answer.failed("the answer is longer than " + MOST_BYTES + " bytes");
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    String type = response.headers().firstValue(CONTENT_TYPE).orElse("");
    Map<String, Tree> headers = new LinkedHashMap<>();
    response
        .headers()
        .map()
        .forEach((key, values) -> headers.put(key, new Tree.Text(String.join(", ", values))));
    Map<String, Tree> all = new LinkedHashMap<>();
    all.put("status", new Tree.Plain(Integer.toString(response.statusCode())));
    all.put("headers", new Tree.Fields(headers));
    Tree plain = new Tree.Text(text);
    all.put(
        "body",
        type.toLowerCase(Locale.ROOT).startsWith("application/json")
            ? JsonTrees.read(text).orElse(plain)
            : plain);
    Tree output = new Tree.Fields(all);
    return http.expectedStatus() != 0 && http.expectedStatus() != response.statusCode()
        ? new Answer(
            Answer.Status.FAILED,
            output,
            "status " + response.statusCode() + " (expected: " + http.expectedStatus() + ")")
        : Answer.of(output);
  }
}
