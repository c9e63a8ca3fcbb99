/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The parameters of an experiment that one can set: the number of runs, the algorithms, and what is measured. */

#pragma once

#include "check/experiment.h"

#include <adwaita.h>

G_BEGIN_DECLS

typedef struct
{
  GtkFlowBox *parameters; /* in which all of them are; borrowed, like the next three */
  GtkSpinButton *runs;
  GtkWidget *measure_child;
  GtkDropDown *measure;
  GPtrArray *algorithms;  /* of GtkCheckButton, in the order of the experiment's algorithms */
  GArray *quantities;     /* of ElectorQuantity, as they are offered */
} ElectorExperimentForm;

void elector_experiment_form_init (ElectorExperimentForm *self, GtkFlowBox *parameters, GtkSpinButton *runs,
                                   GtkWidget *measure_child, GtkDropDown *measure);
void elector_experiment_form_clear (ElectorExperimentForm *self);

void elector_experiment_form_offer_quantities (ElectorExperimentForm *self, gboolean has_choice, gboolean crashes,
                                               ElectorQuantity chosen);
ElectorQuantity elector_experiment_form_get_quantity (const ElectorExperimentForm *self);
void elector_experiment_form_show (ElectorExperimentForm *self, const ElectorExperiment *experiment);
void elector_experiment_form_apply (const ElectorExperimentForm *self, ElectorExperiment *experiment);
char *elector_experiment_form_describe (const ElectorExperiment *experiment);

G_END_DECLS
