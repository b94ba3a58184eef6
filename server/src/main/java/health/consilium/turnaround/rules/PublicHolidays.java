package health.consilium.turnaround.rules;

import de.focus_shift.jollyday.core.CalendarHierarchy;
import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.text.Normalizer;
import java.time.LocalDate;
import java.time.Year;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The public holidays that jollyday knows, by country and region, and those of the countries that we add to it in files of its
 * format. See https://github.com/focus-shift/jollyday.
 */
final class PublicHolidays {

    private static final Map<String, PublicHolidays> KNOWN = new ConcurrentHashMap<>();

    private final HolidayManager manager;
    private final Map<String, Set<LocalDate>> years = new ConcurrentHashMap<>();

    private PublicHolidays(String country) {
        manager = HolidayManager.getInstance(ManagerParameters.create(country));
    }

    /** @param country ISO 3166-1 alpha-2 */
    static Optional<PublicHolidays> of(String country) {
        String code = country.toLowerCase(Locale.ROOT);
        boolean known = PublicHolidays.class.getResource("/holidays/Holidays_" + code + ".xml") != null;
        return known ? Optional.of(KNOWN.computeIfAbsent(code, PublicHolidays::new)) : Optional.empty();
    }

    /** The code of a region that has holidays of its own, from its ISO 3166-2 code or its name. */
    Optional<String> region(String state) {
        String wanted = plain(state);
        return manager.getCalendarHierarchy().getChildren().values().stream()
                .filter(region -> isCalled(region, wanted))
                .map(region -> region.getId().toLowerCase(Locale.ROOT))
                .findFirst();
    }

    private boolean isCalled(CalendarHierarchy region, String wanted) {
        String country = manager.getCalendarHierarchy().getId();
        return wanted.equals(plain(region.getId()))
                || wanted.equals(plain(country + "-" + region.getId()))
                || wanted.equals(plain(region.getDescription(Locale.ENGLISH)))
                || wanted.equals(plain(region.getDescription(Locale.forLanguageTag(country))))
                || wanted.equals(plain(region.getDescription(Locale.GERMAN)));
    }

    /** Without accents, case and punctuation: Baden-Württemberg and BADEN WURTTEMBERG are the same. */
    private static String plain(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFD)
                .replaceAll("[^\\p{Alnum}]", "")
                .toLowerCase(Locale.ROOT);
    }

    boolean isHoliday(LocalDate day, Optional<String> region) {
        return years.computeIfAbsent(day.getYear() + region.orElse(""), key -> holidays(day.getYear(), region))
                .contains(day);
    }

    private Set<LocalDate> holidays(int year, Optional<String> region) {
        Set<Holiday> holidays = region.map(code -> manager.getHolidays(Year.of(year), HolidayType.PUBLIC_HOLIDAY, code))
                .orElseGet(() -> manager.getHolidays(Year.of(year), HolidayType.PUBLIC_HOLIDAY));
        return holidays.stream().map(Holiday::getDate).collect(Collectors.toUnmodifiableSet());
    }
}
