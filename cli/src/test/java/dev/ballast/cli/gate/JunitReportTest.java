// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.Map;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

final class JunitReportTest {

  @ParameterizedTest
  @CsvSource({"allow,0,0", "allow_slower,0,0", "deny,1,0", "no_data,0,1"})
  void isValidAndCountsWhatStopsAPipeline(String verdict, int failures, int errors)
      throws Exception {
    Element suite = suite(Decisions.of(verdict));
    assertThat(suite.getAttribute("tests")).isEqualTo("1");
    assertThat(suite.getAttribute("failures")).isEqualTo("" + failures);
    assertThat(suite.getAttribute("errors")).isEqualTo("" + errors);
    assertThat(suite.getAttribute("timestamp")).isEqualTo("2026-03-01T09:00:00");
    assertThat(suite.getElementsByTagName("failure").getLength()).isEqualTo(failures);
    assertThat(suite.getElementsByTagName("error").getLength()).isEqualTo(errors);
    assertThat(suite.getElementsByTagName("system-out").item(0).getTextContent())
        .contains("34.5 % of the budget is left");
  }

  @Test
  void hostileNamesAndReasonsStayText() throws Exception {
    String hostile = "a\"b'<c>&amp;]]><!--\u0000\u001b\ud800 \u0085\ufffe\n\t&#10; 💥";
    Element suite =
        suite(
            Decisions.with("deny", Map.of("service", hostile, "reason", hostile, "slo", "\u0001")));
    Element failure = (Element) suite.getElementsByTagName("failure").item(0);
    String kept = "a\"b'<c>&amp;]]><!--\ufffd\ufffd\ufffd \u0085\ufffd\n\t&#10; 💥";
    assertThat(failure.getTextContent()).isEqualTo(kept);
    assertThat(suite.getElementsByTagName("*").getLength())
        .isEqualTo(suite(Decisions.of("deny")).getElementsByTagName("*").getLength());
    assertThat(((Element) suite.getElementsByTagName("testcase").item(0)).getAttribute("classname"))
        .startsWith("ballast.gate.a\"b'<c>&amp;]]><!--");
  }

  @Test
  void aDecisionWithoutAnythingIsStillValid() throws Exception {
    Element suite = suite(Decisions.with("deny", Map.of("service", " ", "evaluated_at", "soon")));
    assertThat(suite.getAttribute("timestamp")).isEqualTo("1970-01-01T00:00:00");
  }

  private static Element suite(Decision decision) throws Exception {
    String xml = JunitReport.of(decision);
    schema().newValidator().validate(new StreamSource(new StringReader(xml)));
    Element root =
        DocumentBuilderFactory.newDefaultNSInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(xml)))
            .getDocumentElement();
    return (Element) root.getElementsByTagName("testsuite").item(0);
  }

  private static Schema schema() throws Exception {
    return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
        .newSchema(Objects.requireNonNull(JunitReportTest.class.getResource("/gate/junit.xsd")));
  }
}
