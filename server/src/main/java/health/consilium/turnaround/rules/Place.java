package health.consilium.turnaround.rules;

import com.ibm.icu.util.TimeZone;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where somebody works.
 *
 * @param country ISO 3166-1 alpha-2; empty when it is not known
 * @param state as an address has it: a code or a name
 * @param zone of the tz database; empty for the one of the country
 */
public record Place(Optional<String> country, Optional<String> state, Optional<ZoneId> zone) {

    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private static final Map<String, String> BY_NAME = COUNTRIES.stream()
            .collect(Collectors.toMap(
                    code -> new Locale("", code)
                            .getDisplayCountry(Locale.ENGLISH)
                            .toLowerCase(Locale.ROOT),
                    code -> code,
                    (one, other) -> one));

    /** The zone of the capital, in countries with several. */
    private static final Map<String, String> CAPITALS = Map.ofEntries(
            Map.entry("AR", "America/Argentina/Buenos_Aires"),
            Map.entry("AU", "Australia/Sydney"),
            Map.entry("BR", "America/Sao_Paulo"),
            Map.entry("CA", "America/Toronto"),
            Map.entry("CD", "Africa/Kinshasa"),
            Map.entry("CL", "America/Santiago"),
            Map.entry("CN", "Asia/Shanghai"),
            Map.entry("CY", "Asia/Nicosia"),
            Map.entry("DE", "Europe/Berlin"),
            Map.entry("EC", "America/Guayaquil"),
            Map.entry("ES", "Europe/Madrid"),
            Map.entry("FM", "Pacific/Pohnpei"),
            Map.entry("GL", "America/Nuuk"),
            Map.entry("ID", "Asia/Jakarta"),
            Map.entry("KI", "Pacific/Tarawa"),
            Map.entry("KZ", "Asia/Almaty"),
            Map.entry("MH", "Pacific/Majuro"),
            Map.entry("MN", "Asia/Ulaanbaatar"),
            Map.entry("MX", "America/Mexico_City"),
            Map.entry("MY", "Asia/Kuala_Lumpur"),
            Map.entry("NZ", "Pacific/Auckland"),
            Map.entry("PF", "Pacific/Tahiti"),
            Map.entry("PG", "Pacific/Port_Moresby"),
            Map.entry("PS", "Asia/Hebron"),
            Map.entry("PT", "Europe/Lisbon"),
            Map.entry("RU", "Europe/Moscow"),
            Map.entry("UA", "Europe/Kyiv"),
            Map.entry("UM", "Pacific/Wake"),
            Map.entry("US", "America/New_York"),
            Map.entry("UZ", "Asia/Tashkent"));

    public static final Place UNKNOWN = new Place(Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * @param country a code of two or three letters, or an English name, as FHIR's {@code Address.country} allows
     * @param state as an address has it, may be null
     * @param zone of the tz database, may be null; one that does not exist counts as none
     */
    public static Place of(String country, String state, String zone) {
        return new Place(
                Optional.ofNullable(country).map(String::strip).flatMap(Place::country),
                Optional.ofNullable(state).map(String::strip).filter(name -> !name.isEmpty()),
                Optional.ofNullable(zone).flatMap(Place::zone));
    }

    private static Optional<String> country(String name) {
        String code = name.toUpperCase(Locale.ROOT);
        if (COUNTRIES.contains(code)) {
            return Optional.of(code);
        }
        if (code.length() == 3) {
            return COUNTRIES.stream()
                    .filter(known -> new Locale("", known).getISO3Country().equals(code))
                    .findFirst();
        }
        return Optional.ofNullable(BY_NAME.get(name.toLowerCase(Locale.ROOT)));
    }

    private static Optional<ZoneId> zone(String id) {
        try {
            return Optional.of(ZoneId.of(id));
        } catch (DateTimeException notInTheDatabase) {
            return Optional.empty();
        }
    }

    /** The zone that was stated, else the country's, in a country with several the capital's, else UTC. */
    public ZoneId zoneOrUsual() {
        return zone.or(() -> country.flatMap(Place::usual)).orElse(ZoneOffset.UTC);
    }

    private static Optional<ZoneId> usual(String country) {
        return Optional.ofNullable(CAPITALS.get(country))
                .or(() -> Arrays.stream(TimeZone.getAvailableIDs(country))
                        .filter(id -> TimeZone.getCanonicalID(id).equals(id))
                        .findFirst())
                .flatMap(Place::zone);
    }
}
