// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.otlp;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import tools.jackson.core.io.JsonStringEncoder;

/** OTLP's attribute values as text: scalars as they are, bytes as base64, the rest as JSON. */
final class Attributes {

  private static final int KEY = 1 << 3 | Wire.LENGTH;
  private static final int VALUE = 2 << 3 | Wire.LENGTH;

  private static final int STRING_VALUE = 1 << 3 | Wire.LENGTH;
  private static final int BOOL_VALUE = 2 << 3 | Wire.VARINT;
  private static final int INT_VALUE = 3 << 3 | Wire.VARINT;
  private static final int DOUBLE_VALUE = 4 << 3 | Wire.FIXED64;
  private static final int ARRAY_VALUE = 5 << 3 | Wire.LENGTH;
  private static final int KVLIST_VALUE = 6 << 3 | Wire.LENGTH;
  private static final int BYTES_VALUE = 7 << 3 | Wire.LENGTH;

  private Attributes() {}

  /** Reads the KeyValue at hand into a map. */
  static void into(Map<String, String> map, Wire wire) {
    String key = "";
    String value = "";
    int outer = wire.enter();
    while (wire.next()) {
      switch (wire.tag()) {
        case KEY -> key = wire.text();
        case VALUE -> value = value(wire);
        default -> wire.skip();
      }
    }
    wire.leave(outer);
    map.put(key, value);
  }

  /** Reads the AnyValue at hand; empty when it has no value. */
  static String value(Wire wire) {
    String text = "";
    int outer = wire.enter();
    while (wire.next()) {
      switch (wire.tag()) {
        case STRING_VALUE -> text = wire.text();
        case BOOL_VALUE -> text = wire.varint() != 0 ? "true" : "false";
        case INT_VALUE -> text = Long.toString(wire.varint());
        case DOUBLE_VALUE -> text = number(wire.float64());
        case BYTES_VALUE -> text = base64(wire);
        case ARRAY_VALUE -> text = array(wire);
        case KVLIST_VALUE -> text = object(wire);
        default -> wire.skip();
      }
    }
    wire.leave(outer);
    return text;
  }

  private static String json(Wire wire) {
    String json = "null";
    int outer = wire.enter();
    while (wire.next()) {
      switch (wire.tag()) {
        case STRING_VALUE -> json = quoted(wire.text());
        case BOOL_VALUE -> json = wire.varint() != 0 ? "true" : "false";
        case INT_VALUE -> json = Long.toString(wire.varint());
        case DOUBLE_VALUE -> {
          double value = wire.float64();
          json = Double.isFinite(value) ? number(value) : quoted(number(value));
        }
        case BYTES_VALUE -> json = quoted(base64(wire));
        case ARRAY_VALUE -> json = array(wire);
        case KVLIST_VALUE -> json = object(wire);
        default -> wire.skip();
      }
    }
    wire.leave(outer);
    return json;
  }

  private static String array(Wire wire) {
    StringBuilder json = new StringBuilder("[");
    int outer = wire.enter();
    while (wire.next()) {
      if (wire.tag() == KEY) { // ArrayValue.values has the same tag
        json.append(json.length() > 1 ? "," : "").append(json(wire));
      } else {
        wire.skip();
      }
    }
    wire.leave(outer);
    return json.append(']').toString();
  }

  private static String object(Wire wire) {
    StringBuilder json = new StringBuilder("{");
    int outer = wire.enter();
    while (wire.next()) {
      if (wire.tag() == KEY) { // KeyValueList.values has the same tag
        json.append(json.length() > 1 ? "," : "").append(member(wire));
      } else {
        wire.skip();
      }
    }
    wire.leave(outer);
    return json.append('}').toString();
  }

  private static String member(Wire wire) {
    String key = "";
    String value = "null";
    int outer = wire.enter();
    while (wire.next()) {
      switch (wire.tag()) {
        case KEY -> key = wire.text();
        case VALUE -> value = json(wire);
        default -> wire.skip();
      }
    }
    wire.leave(outer);
    return quoted(key) + ":" + value;
  }

  /** The shortest decimal that reads back the same, without exponent and trailing zeros. */
  static String number(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }

  private static String base64(Wire wire) {
    int length = wire.length();
    int from = wire.position();
    wire.advance(length);
    return Base64.getEncoder()
        .encodeToString(Arrays.copyOfRange(wire.bytes(), from, from + length));
  }

  /** As a JSON string. */
  static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + '"';
  }
}
