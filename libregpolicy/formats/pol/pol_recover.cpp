#include <regpolicy/pol_recover.hpp>
