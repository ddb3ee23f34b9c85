// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.client;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Exit;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.StringJoiner;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a Ballast server over HTTP; every answer is a JSON document or a failure with its fix. */
public final class Api implements AutoCloseable {

  private static final int DEFAULT_PORT = 7700;
  private static final int HIGHEST_PORT = 65_535;
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(60);

  private final HttpClient http;
  private final JsonMapper mapper = JsonMapper.builder().build();
  private final URI server;
  private final String token;

  /**
   * @param token bearer token; empty for none
   * @throws CommandFailure when the URL is none
   */
  public Api(String server, String token) {
    this(server, token, Trust.in(""));
  }

  Api(String server, String token, SSLContext trust) {
    this.http = HttpClient.newBuilder().connectTimeout(CONNECT).sslContext(trust).build();
    this.server = parse(server);
    this.token = token;
  }

  /** A GET; parameters whose value is empty are left out. */
  public JsonNode get(String path, Map<String, String> parameters) {
    HttpResponse<String> answer = send(request(path + query(parameters)).GET().build());
    return read(path, answer);
  }

  public JsonNode get(String path) {
    return get(path, Map.of());
  }

  /** A GET of something that is no JSON, such as a report. */
  public String text(String path, Map<String, String> parameters) {
    HttpResponse<String> answer = send(request(path + query(parameters)).GET().build());
    if (answer.statusCode() / 100 != 2) {
      read(path, answer);
    }
    return answer.body();
  }

  /** A POST without a body: something is decided and kept. */
  public JsonNode post(String path, Map<String, String> parameters) {
    HttpRequest.BodyPublisher empty = HttpRequest.BodyPublishers.noBody();
    return read(path, send(request(path + query(parameters)).POST(empty).build()));
  }

  /** A POST of a form, for queries that would be too long for a URL. */
  public JsonNode postForm(String path, Map<String, String> parameters) {
    String form = query(parameters);
    HttpRequest request =
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form.isEmpty() ? "" : form.substring(1)))
            .build();
    return read(path, send(request));
  }

  /** A POST of a text, such as a resource in YAML. */
  public JsonNode postText(String path, Map<String, String> parameters, String text) {
    return read(
        path,
        send(
            request(path + query(parameters))
                .header("Content-Type", "application/yaml; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(text))
                .build()));
  }

  /** A POST of a JSON message to somebody who answers errors himself; empty for no answer. */
  public String postMessage(String path, String json) {
    HttpResponse<String> answer =
        send(
            request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build());
    boolean told = answer.statusCode() / 100 == 2 || answer.body().startsWith("{\"jsonrpc\"");
    return told ? answer.body() : read(path, answer).toString();
  }

  public JsonNode delete(String path) {
    return read(path, send(request(path).DELETE().build()));
  }

  /** A text as one segment of a path. */
  public static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private HttpRequest.Builder request(String pathAndQuery) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server + pathAndQuery))
            .timeout(ANSWER)
            .header("Accept", "application/json")
            .header("User-Agent", "ballast-cli");
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (SSLException e) {
      throw CommandFailure.unreachable(
          "no trusted TLS connection to "
              + server
              + " ("
              + reason(e)
              + ").\nName the authority that signed its certificate: --ca-cert FILE or"
              + " BALLAST_CA_CERT=FILE");
    } catch (IOException e) {
      throw CommandFailure.unreachable(
          "cannot reach a Ballast server at "
              + server
              + " ("
              + reason(e)
              + ").\nStart one: ballast serve --port "
              + (server.getPort() < 0 ? DEFAULT_PORT : server.getPort())
              + "   ·   or name another: --server URL, BALLAST_SERVER=URL");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(Exit.INTERRUPTED, "interrupted");
    }
  }

  private JsonNode read(String path, HttpResponse<String> answer) {
    int status = answer.statusCode();
    if (status / 100 == 2) {
      try {
        return mapper.readTree(answer.body());
      } catch (JacksonException e) {
        throw CommandFailure.unreachable(
            server + path + " did not answer with JSON (is this a Ballast server?)");
      }
    }
    throw switch (status) {
      case 401 ->
          CommandFailure.unreachable(
              server + " wants a token (401). Give one: --token TOKEN or BALLAST_TOKEN=TOKEN");
      case 403 -> CommandFailure.unreachable("the token's role may not do this (403): " + path);
      default ->
          new CommandFailure(
              switch (status) {
                case 400, 404, 422 -> Exit.USAGE;
                case 409 -> Exit.BAD;
                default -> Exit.UNREACHABLE;
              },
              problem(answer.body(), server + path + " answered " + status));
    };
  }

  /** The text of an error body, ours or Prometheus'. */
  private String problem(String body, String fallback) {
    try {
      String text = mapper.readTree(body).path("error").asString("");
      return text.isEmpty() ? fallback : text;
    } catch (JacksonException e) {
      return fallback;
    }
  }

  private static URI parse(String server) {
    try {
      URI uri =
          URI.create(server.endsWith("/") ? server.substring(0, server.length() - 1) : server);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (http && uri.getHost() != null && uri.getPort() <= HIGHEST_PORT) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // Said below, together with what parses but is no server.
    }
    throw CommandFailure.usage(
        "--server: \"" + server + "\" (expected: a URL such as http://127.0.0.1:7700)");
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    if (message == null) {
      return e instanceof java.net.ConnectException
          ? "connection refused"
          : e.getClass().getSimpleName();
    }
    return message;
  }

  private static String query(Map<String, String> parameters) {
    StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
    parameters.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            query.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
          }
        });
    return query.toString();
  }
}
