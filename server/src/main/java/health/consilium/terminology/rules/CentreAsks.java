package health.consilium.terminology.rules;

import health.consilium.terminology.rules.Asked.Firmness;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * What a centre asks differently than the checklists. A referral goes to a centre and names no service; so those services
 * speak that state a volume for the tumour type, or all where none does, and of what they ask the strictest holds.
 *
 * @param reference of the Organization
 * @param name of the centre
 */
public record CentreAsks(String reference, String name, List<ServiceAsks> services) {
    public CentreAsks {
        services = List.copyOf(services);
    }

    List<ServiceAsks> speaking(String tumourType) {
        List<ServiceAsks> stating = services.stream()
                .filter(service -> service.tumourTypes().contains(tumourType))
                .toList();
        return stating.isEmpty() ? services : stating;
    }

    /** The item as these services ask for it. */
    ChecklistItem asked(ChecklistItem item, List<ServiceAsks> speaking) {
        List<CentreOverride> said = new ArrayList<>();
        Demand own = Demand.of(item);
        Demand demand = null;
        for (ServiceAsks service : speaking) {
            Optional<CentreOverride> override = service.on(item);
            override.ifPresent(said::add);
            Demand asked = override.map(differs -> Demand.of(item, differs)).orElse(own);
            demand = demand == null ? asked : demand.and(asked);
        }
        if (said.isEmpty()) {
            return item;
        }
        Demand strictest = demand;
        String why = said.stream()
                .filter(override -> hasEffect(Demand.of(item, override), strictest, own))
                .map(CentreOverride::why)
                .distinct()
                .sorted()
                .collect(Collectors.joining("; "));
        return why.isEmpty() ? item : item.as(strictest, asked(own, strictest, why));
    }

    /** What another service overrules has none; a note that changes nothing is heard. */
    private static boolean hasEffect(Demand asked, Demand strictest, Demand own) {
        return asked.equals(own)
                || asked.firmness() == strictest.firmness() && asked.firmness() != own.firmness()
                || asked.age() == strictest.age() && asked.age() != own.age();
    }

    private Asked asked(Demand own, Demand asked, String why) {
        int firmer = Integer.compare(asked.firmness(), own.firmness());
        return new Asked(
                name,
                firmer > 0 ? Firmness.MORE : firmer < 0 ? Firmness.LESS : Firmness.SAME,
                asked.age() == own.age() ? OptionalInt.empty() : asked.maxAgeDays(),
                why);
    }
}
