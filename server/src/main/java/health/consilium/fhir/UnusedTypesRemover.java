package health.consilium.fhir;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;

/**
 * Takes the DAOs and providers of resource types that we do not serve out of the context before they are built: HAPI
 * defines one pair for each of the 148 types of R4, and building them is a large part of its start-up time.
 */
final class UnusedTypesRemover implements BeanDefinitionRegistryPostProcessor {

    /** HAPI calls them {@code myTaskDaoR4} and {@code rpTaskR4}; {@code List} is {@code ListResource} in Java. */
    private static final Pattern NAME = Pattern.compile("(?:my(\\w+)Dao|rp(\\w+))R4");

    /** Types that HAPI's own beans ask for by name, whether they are served or not. */
    private static final Set<String> NEEDED_BY_HAPI = Set.of(
            "System", "Parameters", "ImplementationGuide", "MessageHeader", "Observation", "Composition", "Encounter");

    @Override
    public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
        // SearchParameters, PackagedSearchParameters, PathExtractor, LabelPredicateBuilder and LaterJobs take their
        // places.
        registry.removeBeanDefinition("searchParamProvider");
        registry.removeBeanDefinition("searchParamRegistry");
        registry.removeBeanDefinition("searchParamExtractor");
        registry.removeBeanDefinition("newTagPredicateBuilder");
        registry.removeBeanDefinition("schedulerService");
        // How many resources there are is nobody's business, and counting them is the first thing that it would do.
        registry.removeBeanDefinition("myResourceCountsCache");
        Set<String> served = ResourceTypes.all();
        for (String bean : registry.getBeanDefinitionNames()) {
            Matcher matcher = NAME.matcher(bean);
            if (!matcher.matches()) {
                continue;
            }
            String name = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
            String type = name.equals("ListResource") ? "List" : name;
            if (!served.contains(type) && !NEEDED_BY_HAPI.contains(type)) {
                registry.removeBeanDefinition(bean);
            }
        }
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory factory) {
        // Definitions are all that is changed.
    }
}
