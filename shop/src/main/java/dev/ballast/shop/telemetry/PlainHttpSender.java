// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.telemetry;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.MessageWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.util.function.Consumer;

/**
 * Sends OTLP over the JDK's plainest HTTP client, once: telemetry that cannot be delivered is
 * dropped. Called on the exporters' own threads, so nobody else waits for it.
 */
final class PlainHttpSender implements HttpSender {

  private static final int CONNECT_MILLIS = 1_000;
  private static final int READ_MILLIS = 2_000;

  private final HttpSenderConfig config;

  PlainHttpSender(HttpSenderConfig config) {
    this.config = config;
  }

  @Override
  public void send(
      MessageWriter message, Consumer<HttpResponse> onResponse, Consumer<Throwable> onError) {
    Answer answer;
    try {
      answer = exchange(message);
    } catch (IOException | RuntimeException e) {
      onError.accept(e);
      return;
    }
    onResponse.accept(answer);
  }

  @Override
  public CompletableResultCode shutdown() {
    return CompletableResultCode.ofSuccess();
  }

  private Answer exchange(MessageWriter message) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) config.getEndpoint().toURL().openConnection();
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout(READ_MILLIS);
    connection.setRequestMethod("POST");
    connection.setDoOutput(true);
    connection.setRequestProperty("Content-Type", config.getContentType());
    connection.setFixedLengthStreamingMode(message.getContentLength());
    try (OutputStream body = connection.getOutputStream()) {
      message.writeMessage(body);
    }
    int status = connection.getResponseCode();
    try (InputStream in =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      return new Answer(status, in == null ? new byte[0] : in.readAllBytes());
    }
  }

  private static final class Answer implements HttpResponse {
    private final int status;
    private final byte[] body;

    Answer(int status, byte[] body) {
      this.status = status;
      this.body = body;
    }

    @Override
    public int getStatusCode() {
      return status;
    }

    @Override
    public String getStatusMessage() {
      return "";
    }

    @Override
    public byte[] getResponseBody() {
      return body;
    }
  }
}
