// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.gate;

import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A decision as a JUnit report of one test, in the order of elements and with the attributes that
 * Ant's schema wants, which Jenkins, GitLab and others read: allowed passes, denied fails, no data
 * is an error.
 */
final class JunitReport {

  private JunitReport() {}

  static String of(Decision decision) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      write(xml, decision);
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a string takes all XML", e);
    }
    return text + "\n";
  }

  private static void write(XMLStreamWriter xml, Decision decision) throws XMLStreamException {
    boolean denied = decision.verdict().equals("deny");
    boolean error = !denied && !decision.isAllowed();
    xml.writeStartElement("testsuites");
    xml.writeStartElement("testsuite");
    attribute(xml, "name", "ballast gate");
    attribute(xml, "package", "ballast");
    attribute(xml, "id", "0");
    attribute(xml, "timestamp", timestamp(decision.evaluatedAt()));
    attribute(xml, "hostname", "localhost");
    attribute(xml, "tests", "1");
    attribute(xml, "failures", denied ? "1" : "0");
    attribute(xml, "errors", error ? "1" : "0");
    attribute(xml, "time", "0");
    properties(xml, decision);
    xml.writeStartElement("testcase");
    attribute(xml, "name", token(decision.service()) + " may be released");
    attribute(xml, "classname", "ballast.gate." + token(decision.service()));
    attribute(xml, "time", "0");
    if (!decision.isAllowed()) {
      xml.writeStartElement(denied ? "failure" : "error");
      attribute(xml, "message", decision.reasons().isEmpty() ? "" : decision.reasons().getFirst());
      attribute(xml, "type", decision.verdict());
      xml.writeCharacters(clean(String.join("\n", decision.reasons())));
      xml.writeEndElement();
    }
    xml.writeEndElement();
    xml.writeStartElement("system-out");
    xml.writeCharacters(
        clean(decision.answer() + "\n" + String.join("\n", decision.reasons()) + "\n"));
    xml.writeEndElement();
    xml.writeStartElement("system-err");
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndElement();
  }

  private static void properties(XMLStreamWriter xml, Decision decision) throws XMLStreamException {
    xml.writeStartElement("properties");
    property(xml, "verdict", decision.verdict());
    property(xml, "strategy", decision.strategy());
    property(xml, "weights", decision.steps());
    property(xml, "speed", decision.speed());
    property(xml, "slo", decision.slo());
    property(xml, "budget_remaining", decision.remaining());
    property(xml, "policy", decision.policy());
    xml.writeEndElement();
  }

  private static void property(XMLStreamWriter xml, String name, String value)
      throws XMLStreamException {
    xml.writeStartElement("property");
    attribute(xml, "name", name);
    attribute(xml, "value", value);
    xml.writeEndElement();
  }

  private static void attribute(XMLStreamWriter xml, String name, String value)
      throws XMLStreamException {
    xml.writeAttribute(name, clean(value));
  }

  /** The schema's times have neither zone nor fraction; ours are UTC. */
  private static String timestamp(String instant) {
    return instant.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d.*")
        ? instant.substring(0, 19)
        : "1970-01-01T00:00:00";
  }

  /** One line without spaces at its ends. */
  private static String token(String text) {
    return text.isBlank() ? "?" : text.strip().replaceAll("\\s+", " ");
  }

  /** What XML 1.0 cannot hold, not even escaped, is replaced. */
  private static String clean(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c ->
                clean.appendCodePoint(
                    c == '\t'
                            || c == '\n'
                            || (c >= 0x20 && c <= 0xD7FF)
                            || (c >= 0xE000 && c <= 0xFFFD)
                            || c >= 0x10000
                        ? c
                        : 0xFFFD));
    return clean.toString();
  }
}
