// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.bill;

import dev.ballast.control.cost.bill.Bill;
import dev.ballast.control.cost.bill.BillRules;
import dev.ballast.control.cost.bill.BillTally;
import dev.ballast.model.Money;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a cost and usage file of FOCUS 1.0 to 1.3 row by row, so that its size does not matter. A
 * row that cannot be understood is told with its line and left out of every sum.
 */
public final class FocusReader {

  private static final Pattern AMOUNT =
      Pattern.compile("[+-]?[0-9]{0,18}\\.?[0-9]{0,30}(?:[eE][+-]?[0-9]{1,3})?");
  private static final List<String> NEEDED = List.of("BillingCurrency", "ChargeCategory");
  private static final String TAG = "tag:";
  private static final String NOTHING = "(none)";
  private static final JsonMapper JSON = JsonMapper.shared();

  private static final int COST = 0;
  private static final int CURRENCY = 1;
  private static final int CATEGORY = 2;
  private static final int CLASS = 3;
  private static final int GROUP = 4;
  private static final int START = 5;
  private static final int END = 6;

  private final BillRules rules;
  private final Amount amount;
  private final String tag;
  private final String groupColumn;
  private final Map<String, Instant> times = new HashMap<>();

  /** Which cost is added up. */
  public enum Amount {
    /** With what was paid before spread over what it is for: the usual one. */
    EFFECTIVE("EffectiveCost"),
    BILLED("BilledCost"),
    CONTRACTED("ContractedCost"),
    LIST("ListCost");

    private final String column;

    Amount(String column) {
      this.column = column;
    }

    public String column() {
      return column;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What to add up, and by what.
   *
   * @param by a column such as {@code ServiceName}, or {@code tag:KEY}
   */
  public FocusReader(BillRules rules, Amount amount, String by) {
    this.rules = rules;
    this.amount = amount;
    this.tag = by.startsWith(TAG) ? by.substring(TAG.length()) : "";
    this.groupColumn = by.startsWith(TAG) ? "Tags" : by;
  }

  /**
   * Reads to the end.
   *
   * @throws IllegalArgumentException when the first row is not a header with what is needed
   */
  public Bill read(InputStream in) throws IOException {
    BufferedReader text =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16);
    CsvRows rows = new CsvRows(text);
    CsvRows.Row header = rows.next();
    List<String> names = header == null ? List.of() : names(header.text());
    int[] wanted = wanted(names);
    BillTally tally = new BillTally(rules, amount.column());
    String[] fields = new String[END + 1];
    for (CsvRows.Row row = rows.next(); row != null; row = rows.next()) {
      Arrays.fill(fields, "");
      String problem = row(row, names.size(), wanted, fields, tally);
      if (!problem.isEmpty()) {
        tally.broken(row.line(), problem);
      }
    }
    return tally.bill();
  }

  private static List<String> names(String header) {
    String text = header.startsWith("\uFEFF") ? header.substring(1) : header;
    int most = 1 + (int) text.chars().filter(c -> c == ',').count();
    int[] all = new int[most];
    Arrays.setAll(all, i -> i);
    String[] names = new String[most];
    int n = CsvRows.split(text, all, names);
    return Arrays.stream(names, 0, Math.max(0, n)).map(String::strip).toList();
  }

  private int[] wanted(List<String> names) {
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      places.putIfAbsent(names.get(i).toLowerCase(Locale.ROOT), i);
    }
    int[] wanted = new int[names.size()];
    Arrays.fill(wanted, -1);
    List<String> missing = new ArrayList<>();
    List<String> needed = new ArrayList<>(NEEDED);
    needed.add(amount.column());
    needed.add(groupColumn);
    for (String column : needed) {
      if (!places.containsKey(column.toLowerCase(Locale.ROOT))) {
        missing.add(column);
      }
    }
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "header: without "
              + String.join(", ", missing)
              + " (expected: a cost and usage file of FOCUS 1.0 to 1.3 as CSV)");
    }
    String[] columns = {
      amount.column(),
      "BillingCurrency",
      "ChargeCategory",
      "ChargeClass",
      groupColumn,
      "ChargePeriodStart",
      "ChargePeriodEnd"
    };
    for (int i = 0; i < columns.length; i++) {
      Integer place = places.get(columns[i].toLowerCase(Locale.ROOT));
      if (place != null && wanted[place] < 0) {
        wanted[place] = i;
      }
    }
    return wanted;
  }

  /** Adds the row, or says what is wrong with it. */
  private String row(CsvRows.Row row, int columns, int[] wanted, String[] fields, BillTally tally) {
    if (!row.closed()) {
      return "a quote is not closed (expected: a pair of quotes)";
    }
    int n = CsvRows.split(row.text(), wanted, fields);
    if (n < 0) {
      return "text beside a quoted field (expected: a comma after the closing quote)";
    }
    if (n != columns) {
      return n + " fields (expected: " + columns + ", as in the header)";
    }
    String cost = fields[COST].strip();
    if (cost.isEmpty() || !AMOUNT.matcher(cost).matches() || !hasDigit(cost)) {
      return amount.column() + ": \"" + shown(cost) + "\" (expected: a decimal number)";
    }
    String currency = fields[CURRENCY].strip();
    if (!Money.isCurrency(currency)) {
      return "BillingCurrency: \"" + shown(currency) + "\" (expected: " + Money.CURRENCY_RULE + ")";
    }
    tally.add(
        currency,
        fields[CATEGORY].strip(),
        fields[CLASS].strip(),
        group(fields[GROUP]),
        new BigDecimal(cost));
    Instant start = time(fields[START]);
    Instant end = time(fields[END]);
    if (start.isBefore(end) && !start.equals(Instant.EPOCH)) {
      tally.covers(currency, start, end);
    }
    return "";
  }

  private static boolean hasDigit(String text) {
    return text.chars().anyMatch(c -> c >= '0' && c <= '9');
  }

  private static String shown(String text) {
    return text.length() <= 40 ? text : text.substring(0, 39) + "…";
  }

  private String group(String field) {
    if (tag.isEmpty()) {
      return field.isBlank() ? NOTHING : field.strip();
    }
    if (field.isBlank() || !field.contains(tag)) {
      return NOTHING;
    }
    try {
      JsonNode value = JSON.readTree(field).path(tag);
      return value.isString() && !value.asString().isBlank() ? value.asString() : NOTHING;
    } catch (JacksonException e) {
      return NOTHING;
    }
  }

  /** A file has few different times; epoch when it is none. */
  private Instant time(String text) {
    if (text.isBlank()) {
      return Instant.EPOCH;
    }
    Instant known = times.get(text);
    if (known == null) {
      known = parsed(text.strip());
      if (times.size() < 100_000) {
        times.put(text, known);
      }
    }
    return known;
  }

  private static Instant parsed(String text) {
    String iso = text.replace(' ', 'T');
    try {
      if (iso.length() == 10) {
        return Instant.parse(iso + "T00:00:00Z");
      }
      return Instant.parse(iso.matches(".*(Z|[+-]\\d\\d:?\\d\\d)$") ? iso : iso + "Z");
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }
}
