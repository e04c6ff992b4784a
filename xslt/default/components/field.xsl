<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- A field: label, hint, control, message. One template per type. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:template match="field">
    <div class="field field-{@name}">
      <xsl:apply-templates select="." mode="label"/>
      <xsl:apply-templates select="." mode="hint"/>
      <xsl:apply-templates select="." mode="control"/>
      <xsl:apply-templates select="@error"/>
      <xsl:apply-templates select="@theirs"/>
    </div>
  </xsl:template>

  <xsl:template match="field[@type = 'checkbox']">
    <div class="field field-{@name} field-check">
      <xsl:apply-templates select="." mode="control"/>
      <xsl:apply-templates select="." mode="label"/>
      <xsl:apply-templates select="@error"/>
      <xsl:apply-templates select="@theirs"/>
    </div>
  </xsl:template>

  <!-- What the provider keeps to himself is shown, and nothing is sent. -->
  <xsl:template match="field[@locked]" priority="1">
    <div class="field field-{@name} field-locked">
      <p class="label"><xsl:value-of select="cd:text(concat('field.', @name))"/></p>
      <p class="locked"><xsl:apply-templates select="." mode="locked"/></p>
      <p class="hint"><xsl:apply-templates select="." mode="why-locked"/></p>
    </div>
  </xsl:template>

  <xsl:template match="field" mode="locked">
    <bdi><xsl:value-of select="@value"/></bdi>
  </xsl:template>

  <xsl:template match="field[not(@value) or @value = '']" mode="locked">
    <xsl:value-of select="cd:text('form.nothing')"/>
  </xsl:template>

  <xsl:template match="field[@name = 'country'][@value != '']" mode="locked">
    <xsl:value-of select="cd:country(@value)"/>
  </xsl:template>

  <xsl:template match="field[@name = 'language'][@value != '']" mode="locked">
    <xsl:value-of select="cd:language(@value)"/>
  </xsl:template>

  <xsl:template match="field[@type = 'checkbox']" mode="locked">
    <xsl:value-of select="cd:text('preference.off')"/>
  </xsl:template>

  <xsl:template match="field[@type = 'checkbox'][@checked]" mode="locked">
    <xsl:value-of select="cd:text('preference.on')"/>
  </xsl:template>

  <xsl:template match="field" mode="why-locked">
    <xsl:value-of select="cd:text('form.locked')"/>
  </xsl:template>

  <xsl:template match="field[cd:has-text(concat('locked.', @name))]" mode="why-locked">
    <xsl:value-of select="cd:text(concat('locked.', @name))"/>
  </xsl:template>

  <!-- Somebody else saved meanwhile: what she changed only, is taken over … -->
  <xsl:template match="field/@theirs">
    <p class="theirs"><xsl:value-of select="cd:text('form.theirs.taken')"/></p>
  </xsl:template>

  <!-- … what both have changed is a choice. -->
  <xsl:template match="field[@error]/@theirs">
    <p class="theirs">
      <xsl:value-of select="cd:text('form.theirs')"/>
      <xsl:text> </xsl:text>
      <strong><xsl:apply-templates select="." mode="value-theirs"/></strong>
    </p>
  </xsl:template>

  <xsl:template match="field/@theirs" mode="value-theirs">
    <bdi><xsl:value-of select="."/></bdi>
  </xsl:template>

  <xsl:template match="field/@theirs[. = '']" mode="value-theirs">
    <xsl:value-of select="cd:text('form.nothing')"/>
  </xsl:template>

  <xsl:template match="field[@name = 'country']/@theirs[. != '']" mode="value-theirs">
    <xsl:value-of select="cd:country(.)"/>
  </xsl:template>

  <xsl:template match="field[@name = 'language']/@theirs[. != '']" mode="value-theirs">
    <xsl:value-of select="cd:language(.)"/>
  </xsl:template>

  <xsl:template match="field[@type = 'checkbox']/@theirs" mode="value-theirs">
    <xsl:value-of select="cd:text('preference.on')"/>
  </xsl:template>

  <xsl:template match="field[@type = 'checkbox']/@theirs[. = '']" mode="value-theirs">
    <xsl:value-of select="cd:text('preference.off')"/>
  </xsl:template>

  <xsl:template match="field[@type = 'hidden']">
    <input type="hidden" name="{@name}" value="{@value}"/>
  </xsl:template>

  <xsl:template match="field" mode="label">
    <label for="field-{@name}">
      <xsl:value-of select="cd:text(concat('field.', @name))"/>
      <xsl:apply-templates select="self::field[not(@required) and @type != 'checkbox']" mode="optional"/>
    </label>
  </xsl:template>

  <xsl:template match="field" mode="optional">
    <span class="optional"><xsl:value-of select="cd:text('form.optional')"/></span>
  </xsl:template>

  <!-- The catalogue decides which fields of which forms have a hint. -->
  <xsl:template match="field" mode="hint"/>

  <xsl:template match="field[cd:has-text(concat('hint.', ../@name, '.', @name))]" mode="hint">
    <p class="hint" id="hint-{@name}">
      <xsl:value-of select="cd:text(concat('hint.', ../@name, '.', @name))"/>
    </p>
  </xsl:template>

  <xsl:template match="field/@error">
    <p class="error" id="error-{../@name}">
      <xsl:call-template name="icon">
        <xsl:with-param name="name">alert</xsl:with-param>
      </xsl:call-template>
      <xsl:value-of select="cd:text(concat('error.', .))"/>
    </p>
  </xsl:template>

  <xsl:template match="field" mode="control">
    <input class="form-control" type="{@type}" value="{@value}">
      <xsl:apply-templates select="." mode="attributes"/>
    </input>
  </xsl:template>

  <xsl:template match="field[@type = 'password']" mode="control">
    <input class="form-control" type="password">
      <xsl:apply-templates select="." mode="attributes"/>
    </input>
  </xsl:template>

  <xsl:template match="field[@type = 'file']" mode="control">
    <input class="form-control" type="file" multiple="multiple">
      <xsl:attribute name="accept">
        <xsl:apply-templates select="option" mode="accept"/>
      </xsl:attribute>
      <xsl:apply-templates select="." mode="attributes"/>
    </input>
  </xsl:template>

  <xsl:template match="field/option" mode="accept">
    <xsl:value-of select="@value"/>
    <xsl:text>,</xsl:text>
  </xsl:template>

  <xsl:template match="field/option[not(following-sibling::option)]" mode="accept">
    <xsl:value-of select="@value"/>
  </xsl:template>

  <xsl:template match="field[@type = 'textarea']" mode="control">
    <textarea class="form-control" rows="8">
      <xsl:apply-templates select="." mode="attributes"/>
      <xsl:value-of select="@value"/>
    </textarea>
  </xsl:template>

  <xsl:template match="field[@type = 'checkbox']" mode="control">
    <input class="check" type="checkbox" value="1">
      <xsl:apply-templates select="." mode="attributes"/>
      <xsl:apply-templates select="@checked"/>
    </input>
  </xsl:template>

  <xsl:template match="field/@checked">
    <xsl:attribute name="checked">checked</xsl:attribute>
  </xsl:template>

  <xsl:template match="field[@type = 'select']" mode="control">
    <select class="form-control select">
      <xsl:apply-templates select="." mode="attributes"/>
      <xsl:apply-templates select="self::field[not(option/@selected) and not(option[@value = ''])]" mode="choose"/>
      <xsl:apply-templates select="option"/>
    </select>
  </xsl:template>

  <xsl:template match="field" mode="choose">
    <option value=""><xsl:value-of select="cd:text('form.choose')"/></option>
  </xsl:template>

  <xsl:template match="field/option">
    <option value="{@value}">
      <xsl:apply-templates select="@selected"/>
      <xsl:apply-templates select="." mode="label"/>
    </option>
  </xsl:template>

  <xsl:template match="field/option/@selected">
    <xsl:attribute name="selected">selected</xsl:attribute>
  </xsl:template>

  <xsl:template match="option" mode="label">
    <xsl:value-of select="@value"/>
  </xsl:template>

  <xsl:template match="option[@label]" mode="label">
    <xsl:value-of select="@label"/>
  </xsl:template>

  <xsl:template match="option[@value = ''][not(@label)]" mode="label">
    <xsl:value-of select="cd:text('form.choose')"/>
  </xsl:template>

  <xsl:template match="field[@name = 'country']/option[@value != ''][not(@label)]" mode="label">
    <xsl:value-of select="cd:country(@value)"/>
  </xsl:template>

  <!-- What every control carries. -->
  <xsl:template match="field" mode="attributes">
    <xsl:attribute name="id">field-<xsl:value-of select="@name"/></xsl:attribute>
    <xsl:attribute name="name"><xsl:value-of select="@name"/></xsl:attribute>
    <xsl:apply-templates select="@required"/>
    <xsl:apply-templates select="@max"/>
    <xsl:apply-templates select="@autocomplete"/>
    <xsl:apply-templates select="." mode="direction"/>
    <xsl:apply-templates select="." mode="described-by"/>
  </xsl:template>

  <xsl:template match="field/@required">
    <xsl:attribute name="required">required</xsl:attribute>
  </xsl:template>

  <xsl:template match="field/@max">
    <xsl:attribute name="maxlength"><xsl:value-of select="."/></xsl:attribute>
  </xsl:template>

  <xsl:template match="field/@autocomplete">
    <xsl:attribute name="autocomplete"><xsl:value-of select="."/></xsl:attribute>
  </xsl:template>

  <xsl:template match="field" mode="direction"/>

  <xsl:template match="field[@type = 'email' or @type = 'tel' or @type = 'password']" mode="direction">
    <xsl:attribute name="dir">ltr</xsl:attribute>
  </xsl:template>

  <xsl:template match="field[@type = 'text' or @type = 'textarea']" mode="direction">
    <xsl:attribute name="dir">auto</xsl:attribute>
  </xsl:template>

  <xsl:template match="field" mode="described-by">
    <xsl:if test="cd:has-text(concat('hint.', ../@name, '.', @name))">
      <xsl:attribute name="aria-describedby">hint-<xsl:value-of select="@name"/></xsl:attribute>
    </xsl:if>
  </xsl:template>

  <xsl:template match="field[@error]" mode="described-by">
    <xsl:attribute name="aria-invalid">true</xsl:attribute>
    <xsl:attribute name="aria-describedby">
      <xsl:if test="cd:has-text(concat('hint.', ../@name, '.', @name))">
        <xsl:value-of select="concat('hint-', @name, ' ')"/>
      </xsl:if>
      <xsl:value-of select="concat('error-', @name)"/>
    </xsl:attribute>
  </xsl:template>

</xsl:stylesheet>
