// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;

/** Renders the precompiled templates. */
final class Templates {

  private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);

  String render(String template, Map<String, Object> parameters) {
    StringOutput out = new StringOutput(16 * 1024);
    engine.render(template + ".jte", parameters, out);
    return out.toString();
  }
}
