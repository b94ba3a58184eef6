package health.consilium.centres.rules;

import health.consilium.centres.rules.DirectoryRow.Asks;
import health.consilium.centres.rules.DirectoryRow.Centre;
import health.consilium.centres.rules.DirectoryRow.Prices;
import health.consilium.centres.rules.DirectoryRow.Service;
import health.consilium.centres.rules.DirectoryRow.Specialist;
import health.consilium.centres.rules.DirectoryRow.Volumes;
import health.consilium.centres.rules.ReviewService.Absence;
import health.consilium.centres.rules.ReviewService.Absences;
import java.math.BigDecimal;
import java.net.URI;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVRecord;

/** Reads one row, and names all that is wrong with it, not the first thing alone. */
final class DirectoryRowReader {

    private static final Pattern CODE = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final Pattern SNOMED = Pattern.compile("[0-9]{6,18}");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final Set<String> FORMATS =
            Set.of("fhir-document", "mhd", "xdm", "pdf", "dicom-web", "dicom-zip", "glass-slides", "whole-slide-image");

    private final CSVRecord record;
    private final long line;
    private final Set<String> tumourTypes;
    private final AskRules asks;
    private final List<DirectoryProblem> problems = new ArrayList<>();

    DirectoryRowReader(CSVRecord record, long line, Set<String> tumourTypes, AskRules asks) {
        this.record = record;
        this.line = line;
        this.tumourTypes = tumourTypes;
        this.asks = asks;
    }

    List<DirectoryProblem> problems() {
        return problems;
    }

    Optional<DirectoryRow> read() {
        for (DirectoryColumn column : DirectoryColumn.values()) {
            String value = text(column);
            if (value.isEmpty() && column.isRequired()) {
                problem(column, "The value is missing.", "Give " + column.meaning() + ".");
            } else if (isFormula(value)) {
                problem(
                        column,
                        "The value begins like a formula, which a spreadsheet that opens an export would run.",
                        "Begin it with a letter or a digit.");
            }
        }
        DirectoryRow row = new DirectoryRow(
                line,
                centre(),
                service(),
                volumes(),
                prices(),
                new Absences(absences(DirectoryColumn.CLOSURES), absences(DirectoryColumn.NO_NEW_CASES)),
                asks(),
                endpoint(),
                list(DirectoryColumn.SPECIALISTS, this::specialist));
        return problems.isEmpty() ? Optional.of(row) : Optional.empty();
    }

    /** https://owasp.org/www-community/attacks/CSV_Injection */
    private static boolean isFormula(String value) {
        return !value.isEmpty() && "=+-@\t\r".indexOf(value.charAt(0)) >= 0;
    }

    private Centre centre() {
        return new Centre(
                matching(DirectoryColumn.CENTRE, CODE),
                text(DirectoryColumn.CENTRE_NAME),
                text(DirectoryColumn.CITY),
                text(DirectoryColumn.REGION),
                checked(DirectoryColumn.COUNTRY, COUNTRIES::contains),
                checked(DirectoryColumn.TIME_ZONE, zone -> ZoneId.getAvailableZoneIds()
                        .contains(zone)),
                matching(DirectoryColumn.EMAIL, EMAIL));
    }

    private Service service() {
        String active = checked(DirectoryColumn.ACTIVE, value -> value.equals("true") || value.equals("false"));
        return new Service(
                matching(DirectoryColumn.SERVICE, CODE),
                text(DirectoryColumn.SERVICE_NAME),
                !active.equals("false"),
                list(DirectoryColumn.SPECIALTIES, code -> SNOMED.matcher(code).matches() ? code : null),
                list(DirectoryColumn.LANGUAGES, tag -> LanguageTag.isOne(tag) ? tag : null),
                list(DirectoryColumn.FORMATS, code -> FORMATS.contains(code) ? code : null),
                list(DirectoryColumn.MODES, code -> Mode.of(code).orElse(null)),
                value(DirectoryColumn.TURNAROUND_DAYS, DirectoryRowReader::days));
    }

    private static BigDecimal days(String value) {
        BigDecimal days = new BigDecimal(value);
        return days.signum() > 0 && days.compareTo(BigDecimal.valueOf(366)) <= 0 ? days : null;
    }

    private Volumes volumes() {
        Map<String, Integer> perYear = new LinkedHashMap<>();
        pairs(DirectoryColumn.VOLUMES, (type, count) -> {
            int patients = Integer.parseInt(count);
            return tumourTypes.contains(type) && patients >= 0 && perYear.put(type, patients) == null;
        });
        int year = value(DirectoryColumn.VOLUME_YEAR, Integer::valueOf)
                .filter(given -> given >= 1990 && given <= 2200)
                .orElseGet(() -> {
                    if (!text(DirectoryColumn.VOLUME_YEAR).isEmpty()) {
                        invalid(DirectoryColumn.VOLUME_YEAR, text(DirectoryColumn.VOLUME_YEAR));
                    }
                    return 0;
                });
        return new Volumes(perYear, year, value(DirectoryColumn.VOLUME_REPORTED_ON, LocalDate::parse));
    }

    private Prices prices() {
        Optional<Currency> currency =
                value(DirectoryColumn.CURRENCY, code -> Currencies.of(code).orElse(null));
        Map<CostLine, BigDecimal> amounts = new LinkedHashMap<>();
        pairs(DirectoryColumn.PRICES, (line, amount) -> {
            BigDecimal price = new BigDecimal(amount);
            boolean exact =
                    currency.map(unit -> Currencies.isExact(price, unit)).orElse(true);
            return CostLine.of(line)
                    .filter(known -> price.signum() >= 0 && exact && amounts.put(known, price) == null)
                    .isPresent();
        });
        return new Prices(
                currency.map(Currency::getCurrencyCode).orElse(""),
                amounts,
                value(DirectoryColumn.PRICES_FROM, LocalDate::parse));
    }

    private List<Absence> absences(DirectoryColumn column) {
        return list(column, value -> {
                    AbsenceReader read = AbsenceReader.of(value);
                    read.flaw()
                            .ifPresent(
                                    flaw -> problem(column, "'" + shown(value) + "' " + flaw.reason(), flaw.remedy()));
                    return read.absence();
                })
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Asks> asks() {
        if (!record.isMapped(DirectoryColumn.ASKS.header())) {
            return Optional.empty();
        }
        AskText read = new AskText(asks);
        list(DirectoryColumn.ASKS, value -> {
            read.take(value)
                    .forEach(flaw -> problem(
                            DirectoryColumn.ASKS,
                            "'" + shown(value) + "' " + flaw,
                            "Give " + DirectoryColumn.ASKS.meaning() + "."));
            return value;
        });
        return Optional.of(new Asks(read.overrides(), read.imagesLater()));
    }

    private Optional<String> endpoint() {
        return value(DirectoryColumn.ENDPOINT, address -> {
            URI uri = URI.create(address);
            return "https".equals(uri.getScheme()) && uri.getHost() != null ? address : null;
        });
    }

    private Specialist specialist(String value) {
        int equals = value.lastIndexOf('=');
        String name = value.substring(0, equals).strip();
        String specialty = value.substring(equals + 1).strip();
        return !name.isEmpty() && SNOMED.matcher(specialty).matches() ? new Specialist(name, specialty) : null;
    }

    private String text(DirectoryColumn column) {
        return record.isMapped(column.header()) ? record.get(column.header()).strip() : "";
    }

    private String matching(DirectoryColumn column, Pattern pattern) {
        return checked(column, value -> pattern.matcher(value).matches());
    }

    private String checked(DirectoryColumn column, java.util.function.Predicate<String> fits) {
        return value(column, value -> fits.test(value) ? value : null).orElse("");
    }

    /** A value that is not there is none; one that cannot be read is a problem. */
    private <T> Optional<T> value(DirectoryColumn column, Function<String, T> reader) {
        String value = text(column);
        return value.isEmpty() ? Optional.empty() : Optional.ofNullable(read(column, value, reader));
    }

    private <T> List<T> list(DirectoryColumn column, Function<String, T> reader) {
        return Arrays.stream(text(column).split(";"))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .map(value -> Optional.ofNullable(read(column, value, reader)))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    private interface Pair {
        boolean add(String name, String value);
    }

    private void pairs(DirectoryColumn column, Pair pair) {
        list(column, value -> {
            String[] parts = value.split("=", 2);
            return parts.length == 2 && pair.add(parts[0].strip(), parts[1].strip()) ? value : null;
        });
    }

    private <T> T read(DirectoryColumn column, String value, Function<String, T> reader) {
        T read = null;
        try {
            read = reader.apply(value);
        } catch (IllegalArgumentException | DateTimeException | IndexOutOfBoundsException e) {
            // A problem like any other that cannot be read.
        }
        if (read == null) {
            invalid(column, value);
        }
        return read;
    }

    private void invalid(DirectoryColumn column, String value) {
        problem(column, "'" + shown(value) + "' cannot be taken.", "Give " + column.meaning() + ".");
    }

    private static String shown(String value) {
        return value.length() > 60 ? value.substring(0, 60) + "…" : value;
    }

    private void problem(DirectoryColumn column, String reason, String remedy) {
        problems.add(new DirectoryProblem(line, column.header(), reason, remedy));
    }
}
