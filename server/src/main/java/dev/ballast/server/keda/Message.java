// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.keda;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The messages of KEDA's protocol (server/src/main/proto/externalscaler.proto), read and written by
 * hand: seven small ones are less than a compiler for them.
 */
sealed interface Message {

  /** Which object is scaled, with the metadata of its trigger. */
  record ScaledObject(String name, String namespace, Map<String, String> metadata)
      implements Message {
    public ScaledObject {
      metadata = Map.copyOf(metadata);
    }
  }

  /** A question for a value. */
  record MetricsRequest(ScaledObject object, String metricName) implements Message {}

  /** Whether there should be any replica at all. */
  record Active(boolean result) implements Message {}

  /** How much of a metric one replica is to have. */
  record Spec(String metricName, double target) implements Message {}

  /** The value of a metric. */
  record Metric(String metricName, double value) implements Message {}

  static ScaledObject readObject(CodedInputStream in) throws IOException {
    String name = "";
    String namespace = "";
    Map<String, String> metadata = new LinkedHashMap<>();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case 10 -> name = in.readStringRequireUtf8();
        case 18 -> namespace = in.readStringRequireUtf8();
        case 26 -> readEntry(CodedInputStream.newInstance(in.readByteArray()), metadata);
        default -> in.skipField(tag);
      }
    }
    return new ScaledObject(name, namespace, metadata);
  }

  private static void readEntry(CodedInputStream in, Map<String, String> into) throws IOException {
    String key = "";
    String value = "";
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case 10 -> key = in.readStringRequireUtf8();
        case 18 -> value = in.readStringRequireUtf8();
        default -> in.skipField(tag);
      }
    }
    into.put(key, value);
  }

  static MetricsRequest readRequest(CodedInputStream in) throws IOException {
    ScaledObject object = new ScaledObject("", "", Map.of());
    String metricName = "";
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case 10 -> object = readObject(CodedInputStream.newInstance(in.readByteArray()));
        case 18 -> metricName = in.readStringRequireUtf8();
        default -> in.skipField(tag);
      }
    }
    return new MetricsRequest(object, metricName);
  }

  static void write(Active message, CodedOutputStream out) throws IOException {
    if (message.result()) {
      out.writeBool(1, true);
    }
  }

  static void write(Spec message, CodedOutputStream out) throws IOException {
    writeNumber(message.metricName(), message.target(), out);
  }

  static void write(Metric message, CodedOutputStream out) throws IOException {
    writeNumber(message.metricName(), message.value(), out);
  }

  /**
   * A list of one. The whole number is for a KEDA that does not know the other one yet; it is
   * rounded up, so that it never asks for less.
   */
  private static void writeNumber(String name, double value, CodedOutputStream out)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream inner = CodedOutputStream.newInstance(bytes);
    inner.writeString(1, name);
    inner.writeInt64(2, (long) Math.ceil(value));
    inner.writeDouble(3, value);
    inner.flush();
    out.writeTag(1, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    out.writeByteArrayNoTag(bytes.toByteArray());
  }
}
