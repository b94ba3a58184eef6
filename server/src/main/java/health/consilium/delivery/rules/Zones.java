package health.consilium.delivery.rules;

import com.ibm.icu.impl.ZoneMeta;
import com.ibm.icu.util.Output;
import com.ibm.icu.util.TimeZone;
import com.ibm.icu.util.TimeZone.SystemTimeZoneType;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.Element;

/** The time zone of an address: the one that it names, else that of its country, where the country has one or a main one. */
public final class Zones {

    /** https://hl7.org/fhir/extensions/StructureDefinition-timezone.html */
    private static final String TIMEZONE = "http://hl7.org/fhir/StructureDefinition/timezone";

    private Zones() {}

    public static Optional<ZoneId> of(Element element) {
        return Optional.ofNullable(element.getExtensionByUrl(TIMEZONE))
                .map(extension -> extension.getValue().primitiveValue())
                .flatMap(Zones::named);
    }

    public static Optional<ZoneId> of(List<Address> addresses) {
        return addresses.stream()
                .flatMap(address -> of(address).stream())
                .findFirst()
                .or(() -> addresses.stream()
                        .flatMap(address -> ofCountry(address.getCountry()).stream())
                        .findFirst());
    }

    /** @param name of the IANA database; an offset without a place is none */
    public static Optional<ZoneId> named(String name) {
        try {
            ZoneId zone = ZoneId.of(name);
            return ZoneId.getAvailableZoneIds().contains(name) ? Optional.of(zone) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * @param country of ISO 3166, two or three letters
     * @return empty for a country with several zones none of which is its main one, such as the United States
     */
    public static Optional<ZoneId> ofCountry(String country) {
        return region(country).flatMap(region -> {
            Set<String> all = TimeZone.getAvailableIDs(SystemTimeZoneType.CANONICAL_LOCATION, region, null);
            Stream<String> chosen =
                    all.size() == 1 ? all.stream() : all.stream().filter(Zones::isMain);
            return chosen.findFirst().flatMap(id -> named(TimeZone.getIanaID(id)));
        });
    }

    /** CLDR says for Germany Berlin and not Büsingen; ICU has it, and has no better door to it. */
    private static boolean isMain(String id) {
        Output<Boolean> main = new Output<>(false);
        ZoneMeta.getCanonicalCountry(id, main);
        return Boolean.TRUE.equals(main.value);
    }

    private static Optional<String> region(String country) {
        if (country == null) {
            return Optional.empty();
        }
        String code = country.strip().toUpperCase(Locale.ROOT);
        return Stream.of(Locale.getISOCountries())
                .filter(region -> region.equals(code)
                        || new Locale("", region).getISO3Country().equals(code))
                .findFirst();
    }
}
